import { inAskedSchema } from './asked-schemas.ts';
import { catalogQuery } from './catalog-query.ts';
import { family } from './family.ts';
import { kindFacts } from './kind.ts';

/**
 * What no family reads: relations and constraints of kinds that a later major of Postgres brings. Each is in a schema, or
 * on a relation. Oids below 16384 belong to what initdb made (Postgres source, transam.h: FirstNormalObjectId).
 */
const arms = [
  `
SELECT format('relation of kind %s', o.relkind) AS what, 'pg_class' AS catalog, o.oid, o.relnamespace AS schema,
  NULL::oid AS relation, o.relname AS name
FROM pg_class o WHERE o.oid >= 16384 AND o.relkind NOT IN ('r', 'p', 'i', 'I', 'S', 't', 'v', 'm', 'c', 'f')
  AND NOT o.relispartition AND o.relpersistence <> 't' AND ${inAskedSchema('o.relnamespace')}`,
  // A constraint trigger (t) is read as a trigger, NOT NULL (n) with its column.
  `
SELECT format('constraint of kind %s', o.contype), 'pg_constraint', o.oid, o.connamespace, o.conrelid, o.conname
FROM pg_constraint o WHERE o.oid >= 16384 AND o.contype NOT IN ('p', 'u', 'f', 'c', 'x', 'n', 't') AND o.conparentid = 0
  AND ${inAskedSchema('o.connamespace')}`,
];

interface UnmodeledRow {
  readonly what: string;
  readonly catalog: string;
  readonly oid: number;
  readonly schema: number | null;
  readonly relation: number | null;
  readonly name: string;
}

const unmodeledRows = catalogQuery<UnmodeledRow>(`${arms.join('\nUNION ALL')}`);

export const unmodeledObject = kindFacts({
  missing: 'warning',
  changed: 'warning',
  declarable: false,
  attributes: { what: {} },
});

/**
 * What users made and the catalog has no family for. Only its being there is compared, and the report counts it. What
 * belongs to an extension is left out for all kinds at once.
 */
export const unmodeled = family(unmodeledObject, unmodeledRows, (row, reading) => {
  const { what, catalog, oid, schema, relation, name } = row;
  if (schema !== null && !reading.isUserSchema(schema)) return undefined;
  const table = reading.relations.get(relation ?? 0);
  if (table?.row.isPartition || reading.isLeftOut(catalog, oid)) return undefined;
  const home = reading.home(catalog, oid, schema ?? 0);
  return {
    id: {
      kind: 'unmodeled',
      ...(schema === null ? {} : { schema: reading.schema(schema) }),
      ...(table ? { table: table.name } : {}),
      name: `${what} ${name}`,
    },
    attributes: { what },
    ...(home.kind === 'extension' ? { within: home } : {}),
  };
});
