import type { Value } from '../model/catalog.ts';
import { isAskedRelation } from './asked-schemas.ts';
import { catalogQuery } from './catalog-query.ts';
import { family } from './family.ts';
import { kindFacts, physical, undeclarable } from './kind.ts';
import { ownName } from './name-forms.ts';
import { columnNames, ownRelation } from './reading.ts';

/** One that is owned is as persistent as its table: where another owns it, that is what is to be said. */
const isOfTable = (expected: Value, actual: Value): boolean => expected === null || actual === null;

export const sequence = kindFacts({
  changed: 'warning',
  attributes: {
    type: undeclarable,
    start: {},
    increment: {},
    min: {},
    max: {},
    cache: {},
    cycle: {},
    persistence: { ...undeclarable, same: isOfTable },
    ownedBy: undeclarable,
    comment: physical,
  },
  defaultNames: ({ ownedBy }) => [{ middle: [ownName(ownedBy)], ending: 'seq' }],
});

export interface SequenceRow {
  readonly relation: number;
  readonly type: string;
  readonly start: string | null;
  readonly increment: string;
  readonly min: string | null;
  readonly max: string | null;
  readonly cache: string;
  readonly cycle: boolean;
  readonly ownerTable: number | null;
  readonly ownerColumn: number | null;
}

/** SQL: the largest number of a sequence's type. */
const largest = `(CASE s.seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
  ELSE 9223372036854775807 END)`;

/**
 * A serial column owns its sequence by deptype `a`, an identity column by `i`. How far it has counted is data.
 * Bounds and start are shown where they are not what CREATE SEQUENCE assumes for the type and direction.
 */
export const sequenceRows = catalogQuery<SequenceRow>(`
SELECT s.seqrelid AS relation, format_type(s.seqtypid, NULL) AS type,
  nullif(s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END)::text AS start,
  s.seqincrement::text AS increment,
  nullif(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1 ELSE -${largest} - 1 END)::text AS min,
  nullif(s.seqmax, CASE WHEN s.seqincrement > 0 THEN ${largest} ELSE -1 END)::text AS max,
  s.seqcache::text AS cache, s.seqcycle AS cycle, d.refobjid AS "ownerTable", d.refobjsubid AS "ownerColumn"
FROM pg_sequence s
LEFT JOIN pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = s.seqrelid AND d.objsubid = 0
  AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0
WHERE ${isAskedRelation('s.seqrelid')}`);

export const sequences = family(
  sequence,
  sequenceRows,
  ({ relation, ownerTable, ownerColumn, ...attributes }, reading) => {
    const own = ownRelation(reading, relation, 'S');
    if (!own) return undefined;
    const owner = reading.relations.get(ownerTable ?? 0);
    const [column] = columnNames(reading, ownerTable ?? 0, [ownerColumn ?? 0]);
    const ownedBy =
      owner && column !== undefined ? { schema: owner.schema, table: owner.name, name: column } : null;
    return {
      id: { kind: 'sequence', schema: own.schema, name: own.name },
      attributes: {
        ...attributes,
        // From PostgreSQL 15 an owned sequence is as persistent as its table, whatever was said about it.
        persistence: ownedBy ? null : own.row.isUnlogged ? 'unlogged' : 'permanent',
        ownedBy,
        comment: reading.comment('pg_class', relation),
      },
      within: ownedBy ? { kind: 'column', ...ownedBy } : own.home,
    };
  },
);
