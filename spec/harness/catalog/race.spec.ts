import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCatalog } from '../../../src/harness/catalog/read.ts';
import { readSettled } from '../../../src/harness/catalog/read-settled.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { Problem } from '../../../src/harness/model/problem.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const numbers = Array.from({ length: 20 }, (_, n) => n);
const make = numbers.map(
  (
    n,
  ) => `CREATE TABLE t${n} (a int CHECK (a > 0), b text DEFAULT 'x'); CREATE INDEX i${n} ON t${n} (lower(b)) WHERE a > 1;
    CREATE VIEW v${n} AS SELECT a FROM t${n}; CREATE RULE r AS ON DELETE TO t${n} DO INSTEAD NOTHING;
    CREATE POLICY p ON t${n} USING (a > 0);`,
);
const drop = numbers.map((n) => `DROP TABLE t${n} CASCADE;`);

const databases = useScratchDatabases();
let database: Scratch;
let changing: Promise<void>;
let done = false;

/** Makes and drops everything over and over, with a rest that a reader can use. */
async function keepChanging(): Promise<void> {
  while (!done) {
    await insist(`BEGIN; ${make.join('')} COMMIT`);
    await sleep(150);
    await insist(`BEGIN; ${drop.join('')} COMMIT`);
  }
}

/** A reader and a writer may meet in a deadlock, and Postgres picks whom to end. */
async function insist(sql: string): Promise<void> {
  try {
    await database.run(sql);
  } catch (error) {
    await database.run('ROLLBACK');
    if (!String(error).includes('deadlock')) throw error;
    await insist(sql);
  }
}

beforeAll(async () => {
  database = await databases.create();
  changing = keepChanging();
});
afterAll(async () => {
  done = true;
  await changing;
});

const missing = ({ objects }: Catalog): string[] =>
  objects.flatMap(({ id, attributes }) => {
    const wanted = { index: 'predicate', check: 'expression', policy: 'using' }[id.kind as 'index'];
    return (wanted && attributes[wanted] === null) || (id.name === 'b' && attributes.default === null)
      ? id.name
      : [];
  });

it('reads all of a change or nothing of it, however often the database changes', async () => {
  const seen = new Set<number>();
  const end = Date.now() + 4000;
  while (Date.now() < end || seen.size < 2) {
    const catalog = await withLive(database.url.href, (live) => readSettled(live, readCatalog, 100));
    seen.add(catalog.objects.filter(({ id }) => id.kind === 'table').length);
    expect(missing(catalog)).toEqual([]);
  }
  expect([...seen].sort()).toEqual([0, numbers.length]);
});

it('gives up in one line when it never settles', async () => {
  const failure = Object.assign(new Error('could not open relation with OID 1'), { code: 'XX000' });
  let attempts = 0;
  const never = async () => {
    attempts++;
    throw failure;
  };
  await expect(withLive(database.url.href, (live) => readSettled(live, never, 3))).rejects.toThrow(Problem);
  expect(attempts).toBe(3);
});

it('passes on every other failure at once', async () => {
  const ask = withLive(database.url.href, (live) => readSettled(live, ({ query: ask }) => ask('SELECT 1/0')));
  await expect(ask).rejects.toThrow('division by zero');
});
