import type { LedgerName } from '../history/ledger.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { noPiece, type Reason, StepFailure } from '../runner/failure.ts';
import { unlessShared } from '../runner/shares-transaction.ts';
import { refusedInTransaction } from '../runner/take-step.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import type { Piece } from '../sql/statement.ts';
import { refusalOf, transactionControlOf, transactionEffectOf } from '../sql/transaction.ts';
import { namesIn } from './breaking-changes.ts';
import { withoutDeadRows } from './dead-rows.ts';
import { type HeldLocks, type Touch, touchesOf } from './effects.ts';
import { type Observation, type ObservedTables, observe } from './observe.ts';
import { send } from './send-watched.ts';
import { watching } from './watch.ts';

/** What one statement did in one run. */
export interface Measured {
  readonly piece: Piece;
  /** Which transaction of the step, from 1; null when it ran outside any. */
  readonly transaction: number | null;
  readonly observed: boolean;
  readonly ms: number;
  readonly touches: readonly Touch[];
  /** The strongest lock on each table when it was done. */
  readonly held: HeldLocks;
}

/** All statements that were run, and the failure that stopped them, if any. */
export interface MeasuredStep {
  readonly measured: readonly Measured[];
  /** What existed before it. */
  readonly existing: Observation;
  /** What there is after it. */
  readonly left: Observation;
  readonly failure?: Reason;
}

/** A step that is being measured. */
interface Step {
  readonly database: Scratch;
  readonly file: SqlFile;
  readonly existing: Observation;
  readonly measured: Measured[];
  readonly measuring: Measuring;
  /** What was seen last: all that there is, as long as nothing is run. */
  seen: Observation;
}

/** How a step is measured. */
export interface Measuring {
  readonly ledger: LedgerName;
  /** Whether its times matter; if not, a statement outside any transaction is made to wait until its locks are observed. */
  readonly timed: boolean;
  /** Whether the database is in a transaction already, which the step shares. */
  readonly within: boolean;
  /** Which relations are looked at; all when absent. */
  readonly around?: ObservedTables | undefined;
  /** Only relations that are here too count, if it is given. */
  readonly among?: Observation;
  /** What there is before it, where that was seen and nothing was done since. */
  readonly seen?: Observation | undefined;
}

/**
 * Runs the statements of a file one by one on a scratch database and observes after each, before the commit: in one
 * transaction, as the step runs, or else each in its own, if Postgres allows that. The ledger is not written.
 */
export async function measureStep(
  database: Scratch,
  file: SqlFile,
  measuring: Measuring,
): Promise<MeasuredStep> {
  const { among, within } = measuring;
  const { pieces } = await file.parsed();
  const now = await seenFirst(database, measuring);
  const existing = among ? { ...now, relations: onlyIn(now.relations, among.relations) } : now;
  const take = (run: Runner) =>
    attempt({ database, file, existing, measuring, measured: [], seen: now }, pieces, run);
  if (within) return take(inOneTransaction);
  const whole = pieces.some(transactionControlOf) ? undefined : await take(inOneTransaction);
  const refused = !whole || (whole.failure && refusedInTransaction.includes(whole.failure.code));
  return refused ? take(oneByOne) : whole;
}

/** A savepoint that the step is in is made with that, so that its first statement is timed by itself. */
async function seenFirst(database: Scratch, measuring: Measuring): Promise<Observation> {
  const { within, seen } = measuring;
  if (within) for (const sql of [savepoint, ...alone]) database.later(sql);
  if (!seen) return look(database, measuring);
  await database.runOurs('SELECT');
  return seen;
}

const look = (database: Scratch, { ledger, around }: Measuring): Promise<Observation> =>
  observe(database, ledger, around);

const onlyIn = <T>(map: ReadonlyMap<number, T>, other: ReadonlyMap<number, unknown>): Map<number, T> =>
  new Map([...map].filter(([key]) => other.has(key)));

type Runner = (step: Step, pieces: readonly Piece[]) => Promise<void>;

async function attempt(step: Step, pieces: readonly Piece[], run: Runner): Promise<MeasuredStep> {
  const failure = await run(step, pieces).then(
    () => undefined,
    async (error) => {
      await step.database.run(bounds(step).undo);
      if (step.measuring.within && unlessShared(error) !== error) throw unlessShared(error);
      if (error instanceof StepFailure) return error;
      throw error;
    },
  );
  const left = failure ? await look(step.database, step.measuring) : await seenLast(step);
  const names = namesIn(left.relations.values());
  const measured = step.measured.map((each) => withoutReturned(each, names));
  return { measured, existing: step.existing, left, ...(failure ? { failure } : {}) };
}

/** Neither a savepoint nor anybody else does anything in a transaction that the step shares. */
const seenLast = (step: Step): Promise<Observation> | Observation =>
  step.measuring.within ? step.seen : look(step.database, step.measuring);

/** A name that exists again after the step does not break code: a view can take a table's place. */
const withoutReturned = (measured: Measured, names: ReadonlySet<string>): Measured => ({
  ...measured,
  touches: measured.touches.map((touch) => ({
    ...touch,
    breakingChanges: touch.breakingChanges.filter(({ name }) => name === undefined || !names.has(name)),
  })),
});

/** Parallel workers count the rows that they read in their own statistics. */
const alone = [
  'SET LOCAL max_parallel_maintenance_workers = 0',
  'SET LOCAL max_parallel_workers_per_gather = 0',
];
const savepoint = 'SAVEPOINT driftproof_step';

/** How a step ends and is undone. */
const bounds = ({ measuring: { within } }: Step) =>
  within
    ? {
        end: 'RELEASE SAVEPOINT driftproof_step',
        undo: 'ROLLBACK TO SAVEPOINT driftproof_step; RELEASE SAVEPOINT driftproof_step',
      }
    : { end: 'COMMIT', undo: 'ROLLBACK' };

async function inOneTransaction(step: Step, pieces: readonly Piece[]): Promise<void> {
  const { end } = bounds(step);
  const { within } = step.measuring;
  if (!within) await step.database.run(['BEGIN', ...alone].join('; '));
  const open = await openedIn(step);
  for (const piece of pieces) await withinTransaction(step, piece, open);
  if (within) step.database.later(end);
  else await send(step.database, step.file, { ...noPiece, text: end });
}

/** An open transaction, and the locks that it holds so far. */
interface Open {
  readonly number: number;
  readonly held: HeldLocks;
}

async function openedIn(step: Step): Promise<Open> {
  step.seen = await seenLast(step);
  const before = step.measured.map(({ transaction }) => transaction ?? 0);
  return { number: Math.max(0, ...before) + 1, held: new Map() };
}

async function withinTransaction(step: Step, piece: Piece, open: Open): Promise<void> {
  const before = step.seen;
  const ms = await send(step.database, step.file, piece);
  const after = await look(step.database, step.measuring);
  const ownLocks = {
    ...after,
    locks: step.measuring.within ? without(after.locks, step.existing.locks) : after.locks,
  };
  const around = { before, after: ownLocks, line: piece.line };
  const touched = touchesOf(step.existing, around, open.held);
  const touches: Touch[] = [];
  for (const touch of touched) touches.push(await withoutDeadRows(step.database, touch, around));
  const held = new Map(open.held);
  step.measured.push({ piece, transaction: open.number, observed: true, ms, touches, held });
  const isCounted = touches.some((touch) => !touched.includes(touch));
  step.seen = isCounted ? await look(step.database, step.measuring) : after;
}

/** A step that shares a transaction finds locks that others took before it. */
const without = (locks: Observation['locks'], others: Observation['locks']): Observation['locks'] =>
  new Map(
    [...locks].map(([oid, modes]) => [
      oid,
      new Set([...modes].filter((mode) => !others.get(oid)?.has(mode))),
    ]),
  );

/** A file that begins and ends transactions itself keeps them. */
async function oneByOne(step: Step, pieces: readonly Piece[]): Promise<void> {
  let own: Open | undefined;
  for (const piece of pieces) {
    if (transactionControlOf(piece) !== undefined) {
      await send(step.database, step.file, piece);
      const effect = transactionEffectOf(piece);
      own = effect === 'begins' || effect === 'chains' ? await openedIn(step) : undefined;
    } else if (own) await withinTransaction(step, piece, own);
    else if (refusalOf(piece) !== undefined) await outsideTransaction(step, piece);
    else await inItsOwn(step, piece);
  }
}

async function inItsOwn(step: Step, piece: Piece): Promise<void> {
  const done = step.measured.length;
  try {
    await inOneTransaction(step, [piece]);
  } catch (error) {
    await step.database.run('ROLLBACK');
    if (!(error instanceof StepFailure && refusedInTransaction.includes(error.code))) throw error;
    step.measured.length = done;
    await outsideTransaction(step, piece);
  }
}

/** Its locks are released when it is done, so another connection observes them meanwhile. */
async function outsideTransaction(step: Step, piece: Piece): Promise<void> {
  const { database, file, existing, measuring } = step;
  const before = await look(database, measuring);
  const lockable = [...before.relations].filter(([, { kind }]) => kind === 'r' || kind === 'p');
  const hold = measuring.timed ? [] : lockable.map(([oid]) => oid);
  const { ms, locks } = await watching(database, hold, () => send(database, file, piece));
  const after = { ...(await look(database, measuring)), locks };
  const held: HeldLocks = new Map();
  const touches = touchesOf(existing, { before, after, line: piece.line }, held);
  const observed = [...locks.keys()].some((oid) => existing.relations.has(oid));
  step.measured.push({ piece, transaction: null, observed, ms, touches, held });
}
