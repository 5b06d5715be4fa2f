import type { Direction } from '../history/file-name.ts';
import type { Migration } from '../history/migrations.ts';
import { once } from '../model/once.ts';
import type { Row } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { advised } from './advice.ts';
import { runFile } from './run-file.ts';
import {
  lockedIn,
  lockedSql,
  type Position,
  positionsBy,
  readersSql,
  resetSql,
} from './sequence-positions.ts';
import { unlessShared } from './shares-transaction.ts';
import { fileOf, type Step } from './step.ts';
import { type StepResult, takeStep } from './take-step.ts';

/** A database as it is before or after a migration, to run its steps on. */
export interface TrialDatabase {
  readonly database: Scratch;
  /** Runs a step; what it does is there for those that follow. Throws a StepFailure, or {@link SharesNoTransaction}. */
  take(direction: Direction): Promise<StepResult>;
}

/** Hands out databases that are at one place of the history; what is done to one is not there in the next. */
export interface Trials {
  /** Whether all that is done is in one transaction. */
  readonly inTransaction: boolean;
  run<T>(use: (trial: TrialDatabase) => Promise<T>): Promise<T>;
  /** Removes what earlier trials have left of rows that nobody sees any more, which whoever builds an index goes through. */
  tidy(): Promise<void>;
}

/** Trials on clones, each step in transactions of its own. */
export const trialsOnClones = (
  clone: () => Promise<Scratch>,
  step: Omit<Step, 'database' | 'direction'>,
): Trials => ({
  inTransaction: false,
  tidy: async () => {},
  run: async (use) => {
    const database = await clone();
    try {
      return await use({
        database,
        take: (direction) => takeStep({ ...step, database, direction }),
      });
    } finally {
      await database.drop();
    }
  },
});

/**
 * Trials on one database, each in a transaction that is rolled back: for a migration whose steps can share one. A sequence
 * that was used is set back, since no rollback does that.
 */
export function trialsInTransactions(database: Scratch, migration: Migration): Trials {
  const before = once(() => groundOf(database));
  return {
    inTransaction: true,
    tidy: async () => {
      const known = (await before()).sizes;
      const [rows = []] = await database.run(sizesSql);
      const grown = [...sizesIn(rows)].filter(([name, size]) => size > (known.get(name) ?? 0));
      if (grown.length > 0) await database.run(`VACUUM ${grown.map(([name]) => name).join(', ')}`);
    },
    run: async (use) => {
      const { positions } = await before();
      // Until that is known, and where a transaction that has failed answers no more, any sequence may have been used.
      let locked: readonly string[] = positions.map(({ oid }) => oid);
      const told = (rows: readonly Row[]): void => {
        locked = lockedIn(rows);
      };
      try {
        return await database.rolledBack(
          (inside) =>
            use({
              database: inside,
              take: (direction) => takeWithin(inside, migration, direction),
            }).catch(async (error) => {
              const asked = inside.runOurs(lockedSql);
              await asked.then(([rows = []]) => told(rows)).catch(() => {});
              throw error;
            }),
          { sql: lockedSql, told },
        );
      } finally {
        const mayHaveMoved = positions.filter(({ oid }) => locked.includes(oid));
        if (mayHaveMoved.length > 0) await database.run(resetSql(mayHaveMoved));
      }
    },
  };
}

async function takeWithin(
  database: Scratch,
  migration: Migration,
  direction: Direction,
): Promise<StepResult> {
  const file = fileOf({ migration, direction });
  await database
    .atomic((inside) => runFile(inside, file))
    .catch(async (error) => {
      throw unlessShared(await advised(database, error));
    });
  return { mode: 'per-migration' };
}

/** What no rollback takes back: where sequences have got to, and how many bytes each table takes, by its name as SQL writes it. */
interface Ground {
  readonly positions: readonly Position[];
  readonly sizes: ReadonlyMap<string, number>;
}

async function groundOf(database: Scratch): Promise<Ground> {
  const [readers = [], sizes = []] = await database.runOurs(`${readersSql}; ${sizesSql}`);
  return { positions: await positionsBy(database, readers), sizes: sizesIn(sizes) };
}

const sizesSql =
  "SELECT oid::regclass::text AS name, pg_relation_size(oid)::float8 AS size FROM pg_class WHERE relkind = 'r' AND oid >= 16384";

const sizesIn = (rows: readonly Row[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ name, size }) => [String(name), Number(size)]));
