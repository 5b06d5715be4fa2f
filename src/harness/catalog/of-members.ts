import { memberRows } from './lookup-rows.ts';
import type { Reading } from './reading.ts';

/** The first oid that is not initdb's (Postgres source, transam.h: FirstNormalObjectId). */
const firstOfUsers = 16384;

/** What a row is about or part of, in the columns that rows have for it. */
interface AboutRow {
  readonly oid?: number;
  readonly relation?: number;
  readonly domain?: number;
}

/**
 * The same answers, read for what belongs to extensions; nothing where there is none but initdb's plpgsql. So that this
 * costs what the members cost, and not as much as all that users have made, only rows are looked at that have the oid of a
 * member in a column of {@link AboutRow}, and those that have none of these columns.
 */
export function ofMembers(own: Reading): Reading | undefined {
  const oids = new Set(own.rows(memberRows).flatMap(({ oid }) => (oid >= firstOfUsers ? oid : [])));
  if (oids.size === 0) return undefined;
  const isCandidate = ({ oid, relation, domain }: AboutRow): boolean =>
    oids.has(oid ?? 0) ||
    oids.has(relation ?? 0) ||
    oids.has(domain ?? 0) ||
    (oid ?? relation ?? domain) === undefined;
  return {
    ...own,
    candidates: (statement) => own.rows(statement).filter((row) => isCandidate(row as AboutRow)),
    isLeftOut: (catalog, oid) => !own.isLeftOut(catalog, oid),
  };
}
