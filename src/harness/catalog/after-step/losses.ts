import { constraintRows } from '../constraint-rows.ts';
import { indexRows } from '../index-rows.ts';
import type { Reading } from '../reading.ts';
import { sequenceRows } from '../sequences.ts';
import type { Changed } from './changed.ts';

/** Tables that have lost a constraint or an index, which leaves no trace in what is left, and all that belongs to them. */
export function withLosses(before: Reading, { constraints, relations }: Changed): number[] {
  const [keys, indexes] = [before.rows(constraintRows), before.rows(indexRows)];
  const losers = new Set([
    ...keys.flatMap(({ oid, relation }) => (constraints.has(oid) ? [] : relation)),
    ...indexes.flatMap(({ oid, relation }) => (relations.has(oid) ? [] : relation)),
  ]);
  if (losers.size === 0) return [];
  const parts = [
    ...indexes.map(({ oid, relation }) => ({ oid, table: relation })),
    ...before.rows(sequenceRows).map(({ relation, ownerTable }) => ({ oid: relation, table: ownerTable })),
  ];
  const theirs = parts.flatMap(({ oid, table }) => (losers.has(table ?? 0) ? oid : []));
  return [...losers, ...theirs].filter((oid) => relations.has(oid));
}
