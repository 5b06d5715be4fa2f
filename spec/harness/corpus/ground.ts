import { afterAll, beforeAll } from 'vitest';
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

  beforeAll(async () => {
    database = await databases.create();
    outsider = `${database.name}_outsider`;
    await build(database);
    await database.run(`CREATE ROLE ${outsider}; REVOKE ALL ON SCHEMA public FROM PUBLIC`);
    untouched = (await readWithin(database, '', ['owner']))[0] as Catalog;
  });
  afterAll(() => database.run(`DROP ROLE ${outsider}`));

  /** The catalog after a change, once for each reader. */
  async function catalogsAfter(change: Change, readers: readonly Reader[]): Promise<Catalog[]> {
    if (typeof change === 'string') return readWithin(database, change, readers);
    const clone = await databases.clone(database);
    try {
      await runEach(clone, change.alone);
      return await readWithin(clone, '', readers);
    } finally {
      await clone.drop();
    }
  }

  /**
   * Within one transaction, which the reader's own ROLLBACK ends: its BEGIN inside an open transaction of the same
   * isolation level only warns.
   */
  async function readWithin(on: Scratch, change: string, readers: readonly Reader[]): Promise<Catalog[]> {
    try {
      await on.run(`BEGIN ISOLATION LEVEL REPEATABLE READ; ${change}`);
      return await on.read(async (snapshot) => {
        const catalogs: Catalog[] = [];
        for (const reader of readers) catalogs.push(await readAs(snapshot, reader));
        return catalogs;
      });
    } finally {
      await on.run('ROLLBACK');
    }
  }

  async function readAs(snapshot: Snapshot, reader: Reader): Promise<Catalog> {
    await snapshot.query(reader === 'owner' ? 'RESET ROLE' : `SET LOCAL ROLE ${outsider}`);
    return inScope(await readCatalog(snapshot), wholeScope);
  }

  let last: { readonly change: Change; readonly catalog: Promise<Catalog | undefined> } | undefined;
  /** The catalog after a change, for a role that may do nothing but connect: asked for again at once, it is not read again. */
  async function catalogAfter(change: Change): Promise<Catalog> {
    if (last?.change !== change)
      last = { change, catalog: catalogsAfter(change, ['outsider']).then(([catalog]) => catalog) };
    return (await last.catalog) ?? untouched;
  }

  return {
    get untouched() {
      return untouched;
    },
    get database() {
      return database;
    },
    catalogAfter,
    catalogsAfter,
    /** What is found after a change, by a role that may do nothing but connect. */
    async inspect(change: Change): Promise<Inspection> {
      const catalog = await catalogAfter(change);
      return { catalog, findings: await findingsBetween(untouched, catalog, database) };
    },
  };
}
