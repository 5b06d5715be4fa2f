import type { Value } from '../model/catalog.ts';
import { inAskedSchema } from './asked-schemas.ts';
import { catalogQuery } from './catalog-query.ts';
import { partKey, perReading, type Reading } from './reading.ts';

/** SQL: without a regular expression, which takes five times as long. */
export const isGiven = `right(rtrim(conname, '0123456789'), 9) <> '_not_null'`;

/** SQL: the constraints of users with a comment, by an index: see `commentRows`. */
const commented = `SELECT objoid FROM pg_description
    WHERE objoid >= 16384 AND classoid = 'pg_catalog.pg_constraint'::regclass`;

/**
 * PostgreSQL 18 keeps NOT NULL as a constraint, which has a name, and may not be validated or not be inherited: attnotnull
 * says none of it. Of names only those are read that nobody but a person gives: by default one ends in `_not_null`, and a
 * number where that was taken.
 */
export const notNullRows = catalogQuery<{
  readonly relation: number;
  readonly number: number;
  readonly oid: number;
  readonly note: string | null;
  readonly name: string | null;
}>(`
SELECT oid, conrelid AS relation, conkey[1] AS number,
  CASE WHEN NOT convalidated THEN 'not validated' WHEN connoinherit THEN 'not inherited' END AS note,
  CASE WHEN ${isGiven} THEN conname END AS name
FROM pg_constraint
WHERE contype = 'n' AND conrelid <> 0 AND (NOT convalidated OR connoinherit OR ${isGiven} OR oid IN (${commented}))
  AND ${inAskedSchema('connamespace')}`);

const known = perReading(
  ({ rows }) => new Map(rows(notNullRows).map((row) => [partKey(row.relation, row.number), row])),
);

/** What is to be said of a column's NOT NULL besides that it is there. */
export function notNullOf(
  reading: Reading,
  relation: number,
  number: number,
): { readonly note: string | null; readonly name: string | null; readonly comment: string | null } {
  const { oid, note = null, name = null } = known(reading).get(partKey(relation, number)) ?? {};
  return { note, name, comment: oid === undefined ? null : reading.comment('pg_constraint', oid) };
}

/** A name matters where a migration gives one. */
export const sameNotNullName = (expected: Value): boolean => expected === null;
