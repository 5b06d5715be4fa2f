import { readKept } from '../../../catalog/kept-expressions.ts';
import type { Direction } from '../../../history/file-name.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { readContents } from '../../../rows/contents.ts';
import { failureOf, StepFailure } from '../../../runner/failure.ts';
import type { OtherSetting } from '../../../runner/other-sessions.ts';
import { fileOf } from '../../../runner/step.ts';
import { refusedInTransaction } from '../../../runner/take-step.ts';
import type { TrialDatabase } from '../../../runner/trials.ts';
import { mayKeepDate } from '../../../sql/kept-texts.ts';
import type { SqlFile } from '../../../sql/sql-file.ts';
import { transactionControlOf } from '../../../sql/transaction.ts';
import type { Trial } from '../trial.ts';
import type { Left } from './left-by-step.ts';
import type { RowSource } from './row-source.ts';
import { type Extent, putRows, type TrialRows } from './trial-rows.ts';

type Settings = readonly OtherSetting[];

/** Where steps are taken one after another, each of which may be tried before in other sessions. */
export interface Ground {
  /** Does something where we are; nothing of it is kept. */
  here<T>(use: (database: Scratch) => Promise<T>): Promise<T>;
  /** What a step leaves in a session with these settings. */
  attempt(direction: Direction, settings: Settings): Promise<Left>;
  /** The same after each of its statements; undefined where it ends its transaction, and nobody can look between. */
  attemptByPiece(direction: Direction, settings: Settings): Promise<readonly Left[] | undefined>;
  /** Takes it in the usual session. */
  go(direction: Direction): Promise<void>;
}

/** Does something at one place of the history, where there are rows. */
type AtPlace = <T>(use: (place: TrialDatabase, rows: TrialRows) => Promise<T>) => Promise<T>;

/** Puts rows in and hands out the ground: one transaction, or a database for each attempt where the steps can share none. */
export async function onGround<T>(
  trial: Trial,
  options: RowSource,
  extent: Extent,
  use: (ground: Ground) => Promise<T>,
): Promise<T> {
  const { trials } = trial;
  const mayKeep = await mayKeepDates(trial);
  const withRows: AtPlace = (then) =>
    trials.run(async (place) => then(place, await putRows(place.database, trial, options, extent)));
  if (trials.inTransaction)
    return withRows((place, rows) => {
      const at: AtPlace = (then) =>
        place.database.rolledBack((database) => then({ ...place, database }, rows));
      return use(groundOf(trial, mayKeep, at, async (direction) => void (await place.take(direction))));
    });
  const taken: Direction[] = [];
  const at: AtPlace = (then) =>
    withRows(async (place, rows) => {
      for (const direction of taken) await place.take(direction);
      return then(place, rows);
    });
  return use(groundOf(trial, mayKeep, at, async (direction) => void taken.push(direction)));
}

/** Whether what objects keep is to be looked at: a part that cannot be parsed is taken to keep nothing. */
async function mayKeepDates({ migration: { up, down } }: Trial): Promise<boolean> {
  const files = await Promise.all((down ? [up, down] : [up]).map((file) => file.parsed()));
  return files.some(({ statements }) => statements.some(mayKeepDate));
}

function groundOf({ migration, scope }: Trial, mayKeep: boolean, at: AtPlace, go: Ground['go']): Ground {
  const read = async (database: Scratch, settings: Settings, { among }: TrialRows): Promise<Left> => {
    for (const { beforeReading } of settings) if (beforeReading) await database.run(beforeReading);
    const contents = await readContents(database, scope.ledger, { among });
    return { contents, kept: mayKeep ? await readKept(database) : [] };
  };
  const byPiece = async (database: Scratch, file: SqlFile, settings: Settings, rows: TrialRows) => {
    const lefts: Left[] = [];
    await begin(database, settings);
    for (const piece of (await file.parsed()).pieces) {
      const failure = await failing(
        database.run(piece.text).catch((error) => {
          throw failureOf(file, piece, error, '');
        }),
      );
      lefts.push(failure ?? (await read(database, settings, rows)));
      if (failure) break;
      await begin(
        database,
        settings.filter(({ beforeReading }) => beforeReading),
      );
    }
    return lefts;
  };
  return {
    go,
    here: (use) => at(({ database }) => use(database)),
    attempt: (direction, settings) =>
      at(async ({ database, take }, rows) => {
        await begin(database, settings);
        const failure = await failing(take(direction));
        if (failure) return failure;
        // Whom the step has made us may not read what is there.
        await database.run('RESET SESSION AUTHORIZATION');
        return read(database, settings, rows);
      }),
    attemptByPiece: async (direction, settings) => {
      const file = fileOf({ migration, direction });
      if ((await file.parsed()).pieces.some(transactionControlOf)) return undefined;
      const together = await at(({ database }, rows) =>
        database.rolledBack((inside) => byPiece(inside, file, settings, rows)),
      );
      const last = together.at(-1);
      return last instanceof StepFailure && refusedInTransaction.includes(last.code)
        ? at(({ database }, rows) => byPiece(database, file, settings, rows))
        : together;
    },
  };
}

async function begin(database: Scratch, settings: Settings): Promise<void> {
  for (const setting of settings) await database.run(setting.begin);
}

/** What the server refuses; what says nothing of the step is thrown on. */
const failing = (step: Promise<unknown>): Promise<StepFailure | undefined> =>
  step.then(
    () => undefined,
    (error) => {
      if (error instanceof StepFailure && !error.serverIsUnfit) return error;
      throw error;
    },
  );
