import { afterAll, beforeAll } from 'vitest';
import {
  lookAfterStep,
  type MarkedCatalog,
  readAfterStep,
} from '../../../src/harness/catalog/after-step/read-after-step.ts';
import { readCatalog } from '../../../src/harness/catalog/read.ts';
import { inScope } from '../../../src/harness/catalog/scope.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import type { Finding } from '../../../src/harness/model/finding.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import type { Snapshot } from '../../../src/harness/postgres/snapshot.ts';
import { wholeScope } from '../../support/history.ts';
import { runEach } from '../../support/run-each.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { findingsBetween } from './findings.ts';
import type { Change } from './rows/row.ts';

/** Who reads a database: its owner, or a role that may do nothing but connect. */
export type Reader = 'owner' | 'outsider';

/** What is read after a change: as a whole, and by who knows what was there before. */
interface Read {
  readonly catalog: Catalog;
  /** Absent where all would be read again. */
  readonly inPart: Catalog | undefined;
}

/** What a change to a database leads to. */
export interface Inspection {
  readonly catalog: Catalog;
  readonly findings: readonly Finding[];
}

/** A database that changes are made to, one at a time, each taken back before the next. */
export function useGround(build: (database: Scratch) => Promise<void>) {
  const databases = useScratchDatabases();
  let database: Scratch;
  let outsider: string;
  let untouched: Catalog;
  let known: MarkedCatalog;

  beforeAll(async () => {
    database = await databases.create();
    outsider = `${database.name}_outsider`;
    await build(database);
    await database.run(`CREATE ROLE ${outsider}; REVOKE ALL ON SCHEMA public FROM PUBLIC`);
    untouched = (await readWithin(database, '', ['owner']))[0] as Catalog;
    known = await readAfterStep(database);
  });
  afterAll(() => database.run(`DROP ROLE ${outsider}`));

  /** The catalog after a change, once for each reader. */
  const catalogsAfter = (change: Change, readers: readonly Reader[]): Promise<Catalog[]> =>
    after(change, (on, within) => readWithin(on, within, readers));

  /** The catalog after a change for a role that may do nothing but connect, and what its owner reads who knows what was there before. */
  const readAfter = (change: Change): Promise<Read> =>
    after(change, (on, within, before) =>
      snapshotWithin(on, within, async (snapshot) => {
        const catalog = await readAs(snapshot, 'outsider');
        await snapshot.query('RESET ROLE');
        const { inPart } = await lookAfterStep(snapshot, before);
        return { catalog, inPart: inPart && inScope(inPart.catalog, wholeScope) };
      }),
    );

  /** Where a change is to be read, the SQL of it that is still to be run there, and what was there before it. */
  async function after<T>(
    change: Change,
    use: (on: Scratch, within: string, before: MarkedCatalog) => Promise<T>,
  ): Promise<T> {
    if (typeof change === 'string') return use(database, change, known);
    const clone = await databases.clone(database);
    try {
      const before = await readAfterStep(clone);
      await runEach(clone, change.alone);
      return await use(clone, '', before);
    } finally {
      await clone.drop();
    }
  }

  const readWithin = (on: Scratch, change: string, readers: readonly Reader[]): Promise<Catalog[]> =>
    snapshotWithin(on, change, async (snapshot) => {
      const catalogs: Catalog[] = [];
      for (const reader of readers) catalogs.push(await readAs(snapshot, reader));
      return catalogs;
    });

  /**
   * Within one transaction, which the reader's own ROLLBACK ends: its BEGIN inside an open transaction of the same
   * isolation level only warns.
   */
  async function snapshotWithin<T>(
    on: Scratch,
    change: string,
    use: (snapshot: Snapshot) => Promise<T>,
  ): Promise<T> {
    try {
      await on.run(`BEGIN ISOLATION LEVEL REPEATABLE READ; ${change}`);
      return await on.read(use);
    } finally {
      await on.run('ROLLBACK');
    }
  }

  async function readAs(snapshot: Snapshot, reader: Reader): Promise<Catalog> {
    await snapshot.query(reader === 'owner' ? 'RESET ROLE' : `SET LOCAL ROLE ${outsider}`);
    return inScope(await readCatalog(snapshot), wholeScope);
  }

  let last: { readonly change: Change; readonly read: Promise<Read> } | undefined;
  /** What is read after a change: asked for again at once, it is not read again. */
  function readOf(change: Change): Promise<Read> {
    if (last?.change !== change) last = { change, read: readAfter(change) };
    return last.read;
  }
  const catalogAfter = async (change: Change): Promise<Catalog> => (await readOf(change)).catalog;

  return {
    get untouched() {
      return untouched;
    },
    get database() {
      return database;
    },
    readOf,
    catalogAfter,
    catalogsAfter,
    /** What is found after a change, by a role that may do nothing but connect. */
    async inspect(change: Change): Promise<Inspection> {
      const catalog = await catalogAfter(change);
      return { catalog, findings: await findingsBetween(untouched, catalog, database) };
    },
  };
}
