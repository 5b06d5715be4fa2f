import type { Scratch } from '../postgres/scratch.ts';
import type { Around, Touch } from './effects.ts';
import type { Observation } from './observe.ts';

/**
 * What a statement read without the row versions that nobody sees any more: whoever builds an index goes through them too,
 * and Postgres counts them as rows read. Rows that were refused, changed or deleted leave them behind, and within the
 * transaction that did so no VACUUM removes them. Counting them adds to what is read: another touch is returned then.
 */
export async function withoutDeadRows(database: Scratch, touch: Touch, around: Around): Promise<Touch> {
  const { read, inTable } = touch.counts;
  const indexed = read > inTable ? tablesIndexed(touch, around) : [];
  if (indexed.length === 0) return touch;
  let dead = 0;
  for (const table of indexed) dead += await deadRowsIn(database, table);
  return { ...touch, counts: { ...touch.counts, read: read - dead } };
}

/** The table or its partitions, once for each index that was built; a table that was rewritten has no dead rows. */
const tablesIndexed = ({ table }: Touch, { before, after }: Around): number[] =>
  [...after.relations].flatMap(([oid, { kind, node, owner, table: root }]) => {
    const name = before.relations.get(root)?.name;
    const isOwn = name?.schema === table.schema && name.name === table.name;
    const isBuilt = kind === 'i' && node !== nodeOf(before, oid);
    return isOwn && isBuilt && nodeOf(after, owner) === nodeOf(before, owner) ? [owner] : [];
  });

const nodeOf = ({ relations }: Observation, oid: number) => relations.get(oid)?.node;

/** Counts what building one more index goes through, which keeps nothing, and leaves out the rows that are there. */
const deadRowsIn = (database: Scratch, table: number): Promise<number> =>
  database.rolledBack(async (inside) => {
    const read = `SELECT pg_stat_get_xact_tuples_returned(${table}) AS read, oid::regclass AS name FROM pg_class WHERE oid = ${table}`;
    const [[first] = []] = await inside.run(read);
    const [, [last] = [], [live] = []] = await inside.run(
      `CREATE INDEX ON ${first?.name} ((0)) WHERE false; ${read}; SELECT count(*) FROM ONLY ${first?.name}`,
    );
    return Number(last?.read) - Number(first?.read) - Number(live?.count);
  });
