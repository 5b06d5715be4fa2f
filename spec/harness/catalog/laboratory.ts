import { afterAll, beforeAll } from 'vitest';
import { readCatalog } from '../../../src/harness/catalog/read.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { runEach } from '../../support/run-each.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import type { DriftRow, Side } from './rows/row.ts';

/** What a database holds after some SQL: two readings of it. */
export type Readings = readonly [Catalog, Catalog];

/** Loads SQL where there was nothing, reads the catalog twice, and takes everything back. */
export function useLaboratory() {
  const databases = useScratchDatabases();
  let bench: Scratch;
  beforeAll(async () => {
    bench = await databases.create();
  });
  return {
    readAfter: (base: string, side: Side): Promise<Readings> =>
      typeof side === 'string'
        ? rolledBack(bench, `${base}\n${side}`)
        : committed(databases, base, side.alone),
  };
}

/** Both sides of a row, each in its laboratory. One that fails waits for the other, which would be in the way of the next row. */
export async function readBoth(
  [declaredSide, liveSide]: readonly [Laboratory, Laboratory],
  { base = '', declared, live }: Pick<DriftRow, 'base' | 'declared' | 'live'>,
): Promise<readonly [Readings, Readings]> {
  const sides = [declaredSide.readAfter(base, declared), liveSide.readAfter(base, live)] as const;
  await Promise.allSettled(sides);
  return Promise.all(sides);
}

type Laboratory = ReturnType<typeof useLaboratory>;

/**
 * Within one transaction, which the reader's own ROLLBACK ends: its BEGIN inside an open transaction of the same
 * isolation level only warns. Nothing is ever committed, so a thousand rows need one database.
 */
async function rolledBack(bench: Scratch, sql: string): Promise<Readings> {
  try {
    await bench.run(`BEGIN ISOLATION LEVEL REPEATABLE READ; ${sql}`);
    return await bench.read(async (snapshot) => [await readCatalog(snapshot), await readCatalog(snapshot)]);
  } finally {
    await bench.run('ROLLBACK');
  }
}

async function committed(
  databases: { create(): Promise<Scratch> },
  base: string,
  statements: Exclude<Side, string>['alone'],
): Promise<Readings> {
  const database = await databases.create();
  try {
    await database.run(base);
    await runEach(database, statements);
    return await database.read(async (snapshot) => [
      await readCatalog(snapshot),
      await readCatalog(snapshot),
    ]);
  } finally {
    await database.drop();
  }
}

/** A tablespace for the rows that want one. It has no place of its own on disk, and belongs to the whole cluster. */
export function useTablespace(name: string): void {
  const databases = useScratchDatabases();
  let database: Scratch;
  beforeAll(async () => {
    database = await databases.create();
    await database.run('SET allow_in_place_tablespaces = on');
    await database.run(`DROP TABLESPACE IF EXISTS ${name}`);
    await database.run(`CREATE TABLESPACE ${name} LOCATION ''`);
  });
  afterAll(() => database.run(`DROP TABLESPACE ${name}`));
}
