import type { LedgerName } from '../history/ledger.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { noPiece, type Reason, StepFailure } from '../runner/failure.ts';
import { refusedInTransaction } from '../runner/take-step.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import type { Piece } from '../sql/statement.ts';
import { refusalOf, transactionControlOf } from '../sql/transaction.ts';
import { namesIn } from './breaking-changes.ts';
import { type HeldLocks, type Touch, touchesOf } from './effects.ts';
import { type Observation, observe } from './observe.ts';
import { send } from './send-watched.ts';
import { watching } from './watch.ts';

/** What one statement did in one run. */
export interface Measured {
  readonly piece: Piece;
  /** Which transaction of the step, from 1; null when it ran outside of any. */
  readonly transaction: number | null;
  readonly observed: boolean;
  readonly ms: number;
  readonly touches: readonly Touch[];
}

/** All statements that were run, and why it went no further, if it did not. */
export interface MeasuredStep {
  readonly measured: readonly Measured[];
  readonly failure?: Reason;
}

/** A step that is being measured. */
interface Step {
  readonly database: Scratch;
  readonly ledger: LedgerName;
  readonly file: SqlFile;
  readonly stood: Observation;
  readonly measured: Measured[];
  readonly timed: boolean;
}

/** How a step is measured. */
export interface Measuring {
  readonly ledger: LedgerName;
  /** Whether its times matter; where they do not, what runs in no transaction is made to wait until its lock is seen. */
  readonly timed: boolean;
  /** What matters are the relations that are here too, if it is given. */
  readonly among?: Observation;
}

/**
 * Runs the statements of a file one by one on a scratch database and looks round after each, before the commit: in one
 * transaction, as the step runs, or else each in its own, as far as it allows one. The ledger is not written.
 */
export async function measureStep(
  database: Scratch,
  file: SqlFile,
  { ledger, timed, among }: Measuring,
): Promise<MeasuredStep> {
  const { pieces } = await file.parsed();
  const now = await observe(database, ledger);
  const stood = among ? { ...now, relations: onlyIn(now.relations, among.relations) } : now;
  const take = (run: Runner) => attempt({ database, ledger, file, stood, timed, measured: [] }, pieces, run);
  const whole = pieces.some(transactionControlOf) ? undefined : await take(inOneTransaction);
  const refused = !whole || (whole.failure && refusedInTransaction.includes(whole.failure.code));
  return refused ? take(oneByOne) : whole;
}

const onlyIn = <T>(map: ReadonlyMap<number, T>, other: ReadonlyMap<number, unknown>): Map<number, T> =>
  new Map([...map].filter(([key]) => other.has(key)));

type Runner = (step: Step, pieces: readonly Piece[]) => Promise<void>;

async function attempt(step: Step, pieces: readonly Piece[], run: Runner): Promise<MeasuredStep> {
  const failure = await run(step, pieces).then(
    () => undefined,
    async (error) => {
      await step.database.run('ROLLBACK');
      if (error instanceof StepFailure) return error;
      throw error;
    },
  );
  const { relations } = await observe(step.database, step.ledger);
  const names = namesIn(relations.values());
  const measured = step.measured.map((each) => withoutReturned(each, names));
  return { measured, ...(failure ? { failure } : {}) };
}

/** A name that stands again when the step is done is not broken: a view in a table's place serves as well. */
const withoutReturned = (measured: Measured, names: ReadonlySet<string>): Measured => ({
  ...measured,
  touches: measured.touches.map((touch) => ({
    ...touch,
    broken: touch.broken.filter(({ name }) => name === undefined || !names.has(name)),
  })),
});

/** Parallel workers count what they read on their own account. */
const alone = 'SET LOCAL max_parallel_maintenance_workers = 0; SET LOCAL max_parallel_workers_per_gather = 0';

async function inOneTransaction(step: Step, pieces: readonly Piece[]): Promise<void> {
  await step.database.run(`BEGIN; ${alone}`);
  const open = await openedIn(step);
  for (const piece of pieces) await withinTransaction(step, piece, open);
  await send(step.database, step.file, commit);
}

const commit: Piece = { ...noPiece, text: 'COMMIT' };

/** A transaction that is open, what it has locked so far, and what was seen in it last. */
interface Open {
  readonly number: number;
  readonly held: HeldLocks;
  seen: Observation;
}

const openedIn = async ({ measured, database, ledger }: Step): Promise<Open> => ({
  number: Math.max(0, ...measured.map(({ transaction }) => transaction ?? 0)) + 1,
  held: new Map(),
  seen: await observe(database, ledger),
});

async function withinTransaction(step: Step, piece: Piece, open: Open): Promise<void> {
  const before = open.seen;
  const ms = await send(step.database, step.file, piece);
  const after = await observe(step.database, step.ledger);
  const touches = touchesOf(step.stood, { before, after, line: piece.line }, open.held);
  step.measured.push({ piece, transaction: open.number, observed: true, ms, touches });
  open.seen = after;
}

/** A file that begins and ends transactions itself has its own way between them. */
async function oneByOne(step: Step, pieces: readonly Piece[]): Promise<void> {
  let own: Open | undefined;
  for (const piece of pieces) {
    const control = transactionControlOf(piece);
    if (control !== undefined) {
      await send(step.database, step.file, piece);
      own = /^(BEGIN|START)/.test(control) ? await openedIn(step) : undefined;
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

/** Its locks are gone when it is done, so another connection looks at them meanwhile. */
async function outsideTransaction(step: Step, piece: Piece): Promise<void> {
  const { database, file, ledger, stood, timed } = step;
  const before = await observe(database, ledger);
  const lockable = [...before.relations].filter(([, { kind }]) => kind === 'r' || kind === 'p');
  const hold = timed ? [] : lockable.map(([oid]) => oid);
  const { ms, locks } = await watching(database, hold, () => send(database, file, piece));
  const after = { ...(await observe(database, ledger)), locks };
  const touches = touchesOf(stood, { before, after, line: piece.line }, new Map());
  const observed = [...locks.keys()].some((oid) => stood.relations.has(oid));
  step.measured.push({ piece, transaction: null, observed, ms, touches });
}
