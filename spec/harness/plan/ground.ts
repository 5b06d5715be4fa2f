import { beforeAll } from 'vitest';
import { ifRefused } from '../../../src/harness/postgres/errors.ts';
import { preparedStatements } from '../../../src/harness/postgres/prepared.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { runEach } from '../../support/run-each.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import type { Change } from '../corpus/rows/row.ts';
import { type Outcome, planTo, type Read, type Send, type Session, sessionOf } from './both-ways.ts';

/** What became of a plan back, and of one there again. */
export interface BothWays {
  readonly back: Outcome;
  readonly again: Outcome;
}

/** A database that is changed, brought back by a plan and changed again by another, each time to be undone. */
export function usePlanGround(build: (database: Scratch) => Promise<unknown>) {
  const databases = useScratchDatabases();
  const prepared = preparedStatements();
  let base: Scratch;
  let asked: Scratch;
  let expected: Read;
  beforeAll(async () => {
    base = await databases.create();
    await build(base);
    asked = await databases.clone(base);
    expected = await sessionOf((sql) =>
      base.run(`BEGIN; ${sql}; ROLLBACK`).then((rows) => rows.slice(1, -1)),
    ).read();
  });

  async function bothWays(session: Session): Promise<BothWays> {
    const live = await session.read();
    const back = await planTo(session, live, expected, asked);
    return { back, again: await planTo(session, back.read, live, asked) };
  }

  /** All in one transaction, which is rolled back; a statement that is refused takes back no other. */
  async function inTransaction(...changes: readonly string[]): Promise<BothWays> {
    const send: Send = async (sql) => {
      await base.run('SAVEPOINT planned');
      return base.run(sql).catch(async (error) => {
        await base.run('ROLLBACK TO planned');
        throw error;
      });
    };
    try {
      await base.run('BEGIN');
      if (changes.length === 1) await base.run(changes[0] ?? '');
      // What an earlier one has taken away cannot be changed any more.
      else for (const change of changes) await send(change).catch(ifRefused(undefined));
      return await bothWays(sessionOf(send, prepared));
    } finally {
      await base.run('ROLLBACK');
    }
  }

  const one = async (change: Change): Promise<BothWays> => {
    if (isForTransaction(change)) return inTransaction(change);
    // Not of `base`, whose session would be another one afterwards.
    const clone = await databases.clone(asked);
    try {
      await runEach(clone, typeof change === 'string' ? [change] : change.alone);
      return await bothWays(sessionOf((sql) => clone.run(sql)));
    } finally {
      await clone.drop();
    }
  };
  return { one, several: inTransaction };
}

/** Some changes of a domain leave the server without a way to a savepoint. */
export const isForTransaction = (change: Change): change is string =>
  typeof change === 'string' && !/DOMAIN/.test(change);
