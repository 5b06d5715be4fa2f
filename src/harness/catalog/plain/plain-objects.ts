import type { Attributes, CatalogObject } from '../../model/catalog.ts';
import type { Identity, Kind } from '../../model/identity.ts';
import { catalogQuery } from '../catalog-query.ts';
import { type Family, familyOf } from '../family.ts';
import type { Reading } from '../reading.ts';
import type { Relation } from '../relation-rows.ts';
import { collation } from './collations.ts';
import { eventTrigger } from './event-triggers.ts';
import { foreignDataWrapper, foreignServer, foreignTable, userMapping } from './foreign.ts';
import { accessMethod, conversion, language, transform } from './languages.ts';
import { cast, operator, operatorClass, operatorFamily } from './operators.ts';
import type { PlainKind } from './plain-kind.ts';
import { publication, publicationTable, subscription } from './replication.ts';
import { securityLabel } from './security-labels.ts';
import { statistics } from './statistics.ts';
import {
  textSearchConfiguration,
  textSearchDictionary,
  textSearchParser,
  textSearchTemplate,
} from './text-search.ts';
import { baseType, rangeType } from './types.ts';

/** All kinds whose objects are each one row of a catalog, and of which a database mostly has none. */
const all: readonly PlainKind[] = [
  eventTrigger,
  publication,
  publicationTable,
  subscription,
  foreignDataWrapper,
  foreignServer,
  userMapping,
  foreignTable,
  collation,
  rangeType,
  baseType,
  cast,
  operator,
  operatorClass,
  operatorFamily,
  textSearchConfiguration,
  textSearchDictionary,
  textSearchParser,
  textSearchTemplate,
  statistics,
  language,
  transform,
  accessMethod,
  conversion,
  securityLabel,
];

interface PlainRow {
  readonly kind: Kind;
  readonly oid: number;
  readonly schema: number | null;
  readonly relation: number | null;
  readonly name: string;
  readonly arguments: readonly string[] | null;
  readonly owner: Identity | null;
  readonly attributes: Attributes;
}

/** SQL: what the rows of their catalogs are called, so that dependencies can be told; foreign tables are relations. */
export const plainNames: readonly string[] = all
  .filter(({ catalog }) => !catalog.startsWith('(') && catalog !== 'pg_class')
  .map(({ named }) => named);

/** What users made of the plain kinds, each asked for by itself. */
export const plainObjects: readonly Family[] = all.map((kind) =>
  familyOf(catalogQuery<PlainRow>(kind.sql, kind.ifAny), (row, reading) => toObject(kind, row, reading)),
);

function toObject(
  { catalog, isCommented }: PlainKind,
  row: PlainRow,
  reading: Reading,
): CatalogObject | undefined {
  const { schema, attributes, relation, oid } = row;
  if (schema !== null && !reading.isUserSchema(schema)) return undefined;
  if (reading.isLeftOut(catalog, oid)) return undefined;
  const table = reading.relations.get(relation ?? 0);
  // It is on something that the reading is not about.
  if (relation !== null && !table) return undefined;
  return {
    id: identityOf(row, table, reading),
    attributes: { ...attributes, ...(isCommented ? { comment: reading.comment(catalog, oid) } : {}) },
    ...containers(
      row,
      table && !reading.isLeftOut('pg_class', table.oid) ? table : undefined,
      reading.home(catalog, oid, schema ?? 0),
    ),
  };
}

/** What is in no schema, and belongs to a relation, is called after it. */
function identityOf(
  { kind, schema, name, arguments: types }: PlainRow,
  table: Relation | undefined,
  reading: Reading,
): Identity {
  const place =
    schema !== null
      ? { schema: reading.schema(schema) }
      : table
        ? { schema: table.schema, table: table.name }
        : {};
  return { kind, ...place, name, ...(types ? { arguments: types } : {}) };
}

/** What it cannot exist without: an extension before all else, then its relation or its owner. */
function containers(
  { schema, owner }: PlainRow,
  table: Relation | undefined,
  home: Identity,
): Pick<CatalogObject, 'within' | 'needs'> {
  const own = table && !table.row.isPartition ? [table.id] : [];
  const others = [...own, ...(owner ? [owner] : []), ...(schema === null ? [] : [home])];
  const [within, ...needs] = home.kind === 'extension' ? [home] : others;
  return { ...(within ? { within } : {}), ...(needs.length > 0 ? { needs } : {}) };
}
