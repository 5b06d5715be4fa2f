import { readCatalog } from '../../src/harness/catalog/read.ts';
import { inScope } from '../../src/harness/catalog/scope.ts';
import type { Catalog } from '../../src/harness/model/catalog.ts';
import type { Scratch, ScratchDatabases } from '../../src/harness/postgres/scratch.ts';
import type { Change } from '../harness/corpus/rows/row.ts';
import { wholeScope } from '../support/history.ts';
import { runEach } from '../support/run-each.ts';

/** A database of one major that changes are made to, one at a time, each taken back before the next. */
export interface StandingGround {
  readonly database: Scratch;
  readonly untouched: Catalog;
  /** The catalog after a change; throws what the server says when it refuses the change. */
  after(change: Change): Promise<Catalog>;
}

export async function standOn(
  databases: Pick<ScratchDatabases, 'create' | 'clone'>,
  build: (database: Scratch) => Promise<void>,
): Promise<StandingGround> {
  const database = await databases.create();
  await build(database);
  const after = async (change: Change): Promise<Catalog> => {
    if (typeof change === 'string') return readAfter(database, change);
    const clone = await databases.clone(database);
    try {
      await runEach(clone, change.alone);
      return await readAfter(clone, '');
    } finally {
      await clone.drop();
    }
  };
  return { database, untouched: await readAfter(database, ''), after };
}

/** What changes and reads is one transaction, which the reading's own ROLLBACK ends; its BEGIN in there only warns. */
async function readAfter(database: Scratch, change: string): Promise<Catalog> {
  try {
    await database.run(`BEGIN ISOLATION LEVEL REPEATABLE READ; ${change}`);
    return inScope(await database.read(readCatalog), wholeScope);
  } finally {
    await database.run('ROLLBACK');
  }
}
