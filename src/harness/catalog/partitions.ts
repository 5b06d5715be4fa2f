import { compareKeys, type Shared, type Structure } from '../model/catalog.ts';
import type { Name } from '../model/identity.ts';
import { catalogQuery } from './catalog-query.ts';
import { perReading, type Reading } from './reading.ts';
import type { Relation } from './relation-rows.ts';

/** Which relations are made of, or inherit from, which: tables, partitions, and the indexes of those. */
export const inheritanceRows = catalogQuery<{
  readonly child: number;
  readonly parent: number;
  readonly place: number;
}>('SELECT inhrelid AS child, inhparent AS parent, inhseqno AS place FROM pg_inherits');

const inheritance = perReading(({ rows }) => {
  const byChild = new Map<number, number[]>();
  const byParent = new Map<number, number[]>();
  const add = (map: Map<number, number[]>, key: number, value: number) => {
    const known = map.get(key);
    if (known) known.push(value);
    else map.set(key, [value]);
  };
  for (const { child, parent } of [...rows(inheritanceRows)].sort((a, b) => a.place - b.place)) {
    add(byChild, child, parent);
    add(byParent, parent, child);
  }
  return { byChild, byParent };
});

/** The names of the tables that a table inherits from, in the order that matters for its columns. */
export const parentsOf = (reading: Reading, table: number): Name[] =>
  (inheritance(reading).byChild.get(table) ?? []).flatMap((oid) => nameOf(reading.relations.get(oid)) ?? []);

const nameOf = (relation: Relation | undefined): Name | undefined =>
  relation && { schema: relation.schema, name: relation.name };

/** What each partition of a table has, and each partition of those, that the table does not give it; by name. */
export function partsOf(reading: Reading, root: number): Shared['shared'] {
  const parts: Relation[] = [];
  const collect = (oid: number): void => {
    for (const child of inheritance(reading).byParent.get(oid) ?? []) {
      const part = reading.relations.get(child);
      if (part?.row.isPartition) parts.push(part);
      collect(child);
    }
  };
  collect(root);
  return parts
    .sort((a, b) => compareKeys(a.schema, b.schema) || compareKeys(a.name, b.name))
    .map((part) => ({
      name: { schema: part.schema, name: part.name },
      unlogged: part.row.isUnlogged ?? false,
      rowSecurity: part.row.rowSecurity ?? false,
      rowSecurityForced: part.row.rowSecurityForced ?? false,
      defaults: ownDefaults(reading, part, root),
    }));
}

/** Rows that go by the table find none of these. */
function ownDefaults({ columns }: Reading, part: Relation, root: number): Structure[] {
  const given = new Map((columns.get(root) ?? []).map((column) => [column.name, column]));
  return (columns.get(part.oid) ?? [])
    .flatMap(({ name, generated, expression }) => {
      const other = given.get(name);
      if (!other || generated || other.generated || other.expression === expression) return [];
      return { column: name, default: expression };
    })
    .sort((a, b) => compareKeys(a.column, b.column));
}
