import type { Name } from '../model/identity.ts';
import { isAskedRelation } from './asked-schemas.ts';
import { catalogQuery } from './catalog-query.ts';
import type { ColumnRow } from './column-rows.ts';
import { type Answers, perReading } from './reading.ts';
import type { Relation } from './relation-rows.ts';

/** Which relations are made of, or inherit from, which: tables, partitions, and the indexes of those. */
export const inheritanceRows = catalogQuery<{
  readonly child: number;
  readonly parent: number;
  readonly place: number;
}>(`SELECT inhrelid AS child, inhparent AS parent, inhseqno AS place FROM pg_inherits
WHERE ${isAskedRelation('inhrelid')}`);

const parents = perReading(({ rows }) => {
  const byChild = new Map<number, number[]>();
  for (const { child, parent } of [...rows(inheritanceRows)].sort((a, b) => a.place - b.place)) {
    const known = byChild.get(child);
    if (known) known.push(parent);
    else byChild.set(child, [parent]);
  }
  return byChild;
});

/** The names of the tables that a table inherits from, in the order that matters for its columns; a partition is part of one. */
export const parentsOf = (reading: Answers, { oid, row }: Relation): Name[] =>
  row.isPartition
    ? []
    : (parents(reading).get(oid) ?? []).flatMap((parent) => nameOf(reading.relations.get(parent)) ?? []);

const nameOf = (relation: Relation | undefined): Name | undefined =>
  relation && { schema: relation.schema, name: relation.name };

const children = perReading(({ rows }) => {
  const byParent = new Map<number, number[]>();
  for (const { child, parent } of rows(inheritanceRows))
    byParent.set(parent, [...(byParent.get(parent) ?? []), child]);
  return byParent;
});

/** What is made of a relation, or inherits from it, by itself. */
export const childrenOf = (reading: Answers, parent: number): readonly number[] =>
  children(reading).get(parent) ?? [];

/** Whether an index comes from the index of a partitioned table. */
export const isPartOfIndex = (reading: Answers, index: number): boolean => parents(reading).has(index);

/** The table that a relation is a partition of. */
export const parentOf = (reading: Answers, { oid, row }: Relation): Relation | undefined =>
  row.isPartition ? reading.relations.get(parents(reading).get(oid)?.[0] ?? 0) : undefined;

/** What a partition is part of, and what rows it holds; nothing of both for any other table. */
export function partOf(reading: Answers, own: Relation) {
  const parent = parentOf(reading, own);
  return {
    partitionOf: nameOf(parent) ?? null,
    partitionBounds: parent ? own.row.bounds : null,
  };
}

/** The columns of the partitioned table that a partition is part of at last, by name. */
const columnsOfRoot = perReading((reading) => {
  const known = new Map<number, Map<string, ColumnRow>>();
  return (own: Relation): Map<string, ColumnRow> => {
    const root = rootOf(reading, own);
    const columns =
      known.get(root.oid) ?? new Map((reading.columns.get(root.oid) ?? []).map((row) => [row.name, row]));
    known.set(root.oid, columns);
    return columns;
  };
});

function rootOf(reading: Answers, own: Relation): Relation {
  const parent = parentOf(reading, own);
  return parent ? rootOf(reading, parent) : own;
}

/** The column of the table that a column of a partition comes from. */
export const givenColumn = (reading: Answers, own: Relation, name: string): ColumnRow | undefined =>
  columnsOfRoot(reading)(own).get(name);

/** Whether a column of a partition is not as its table gives it. */
export const isAnother = (row: ColumnRow, given: ColumnRow): boolean =>
  row.isNotNull !== given.isNotNull ||
  row.expression !== given.expression ||
  row.storage !== given.storage ||
  row.compression !== given.compression ||
  (row.statistics !== null && row.statistics !== given.statistics);
