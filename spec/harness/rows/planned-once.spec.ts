import { expect, it } from 'vitest';
import { defaultLedger } from '../../../src/harness/history/default-ledger.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { readContents } from '../../../src/harness/rows/contents.ts';
import { readTables } from '../../../src/harness/rows/table-facts.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

/** A database that keeps the long statements of its snapshots: those that take long to plan. */
function recording(database: Scratch) {
  const asked: string[] = [];
  const snapshots: string[] = [];
  const keep = (statements: readonly string[]) =>
    asked.push(...statements.filter(({ length }) => length > 300));
  const read: Scratch['read'] = (use) => {
    snapshots.push(database.name);
    return database.read((snapshot) =>
      use({
        query: (...statements) => {
          keep(statements);
          return snapshot.query(...statements);
        },
        last: (...statements) => {
          keep(statements);
          return snapshot.last(...statements);
        },
      }),
    );
  };
  return { asked, snapshots, database: { ...database, read } };
}

it('what is asked of some tables is the same statement whichever they are, so that it is planned once', async () => {
  const own = await databases.create();
  const [, , [a] = [], [b] = []] = await own.run(
    `CREATE TABLE a (id integer); CREATE TABLE "b,""}" (id integer); SELECT 'a'::regclass::oid::text AS oid; SELECT '"b,""}"'::regclass::oid::text AS oid`,
  );
  const { asked, database } = recording(own);
  for (const tables of [[String(a?.oid)], [String(b?.oid)], ['public."b,""}"']])
    await readTables(database, { tables, withParents: true });
  const read = await Promise.all(
    [a, b].map((each) => readTables(own, { tables: [String(each?.oid)], withParents: false })),
  );
  expect(read.map(({ tables }) => tables.map(({ table }) => table))).toEqual([['a'], ['b,"}']]);
  for (const oid of [String(a?.oid), String(b?.oid)])
    await readContents(database, defaultLedger, { among: { read: [oid], existing: [oid] } });
  expect(asked).toHaveLength(3 * 3 + 2);
  expect(new Set(asked).size).toBe(4);
  await own.drop();
});

it('what is in tables is read in one snapshot, unless a type is another than it was', async () => {
  const own = await databases.create();
  await own.run('CREATE TABLE a (id integer); INSERT INTO a VALUES (7)');
  const { snapshots, database } = recording(own);
  const earlier = await readContents(database, defaultLedger);
  expect(earlier.map(({ rows }) => rows)).toEqual([[['7']]]);
  expect(await readContents(database, defaultLedger, { earlier })).toEqual(earlier);
  expect(snapshots).toHaveLength(2);
  await own.run('ALTER TABLE a ALTER id TYPE numeric(9, 2)');
  const [now] = await readContents(database, defaultLedger, { earlier });
  expect(now?.rows).toEqual([['7']]);
  expect(snapshots).toHaveLength(5);
  await own.drop();
});
