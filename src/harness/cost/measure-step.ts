import type { LedgerName } from '../history/ledger.ts';
import type { SqlFile } from '../history/migrations.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type Reason, StepFailure } from '../runner/failure.ts';
import { refusedInTransaction } from '../runner/take-step.ts';
import { refusalOf, transactionControlOf } from '../sql/transaction.ts';
import { namesIn } from './breaking-changes.ts';
import { type HeldLocks, type Touch, touchesOf } from './effects.ts';
import { type Observation, observe } from './observe.ts';
import { type Sent, send, sentOf } from './send-watched.ts';
import { watching } from './watch.ts';

/** What one statement did in one run. */
export interface Measured extends Sent {
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
  const statements = await sentOf(file);
  const now = await observe(database, ledger);
  const stood = among ? { ...now, relations: onlyIn(now.relations, among.relations) } : now;
  const take = (run: Runner) =>
    attempt({ database, ledger, file, stood, timed, measured: [] }, statements, run);
  const whole = statements.some(isControl) ? undefined : await take(inOneTransaction);
  const refused = !whole || (whole.failure && refusedInTransaction.includes(whole.failure.code));
  return refused ? take(oneByOne) : whole;
}

const onlyIn = <T>(map: ReadonlyMap<number, T>, other: ReadonlyMap<number, unknown>): Map<number, T> =>
  new Map([...map].filter(([key]) => other.has(key)));

type Runner = (step: Step, statements: readonly Sent[]) => Promise<void>;

async function attempt(step: Step, statements: readonly Sent[], run: Runner): Promise<MeasuredStep> {
  const failure = await run(step, statements).then(
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

async function inOneTransaction(step: Step, statements: readonly Sent[]): Promise<void> {
  await step.database.run(`BEGIN; ${alone}`);
  const open = await openedIn(step);
  for (const statement of statements) await withinTransaction(step, statement, open);
  await send(step.database, step.file, commit);
}

const commit: Sent = { piece: { text: 'COMMIT', offset: 0 }, line: 1 };

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

async function withinTransaction(step: Step, statement: Sent, open: Open): Promise<void> {
  const before = open.seen;
  const ms = await send(step.database, step.file, statement);
  const after = await observe(step.database, step.ledger);
  const touches = touchesOf(step.stood, { before, after, line: statement.line }, open.held);
  step.measured.push({ ...statement, transaction: open.number, observed: true, ms, touches });
  open.seen = after;
}

/** A file that begins and ends transactions itself has its own way between them. */
async function oneByOne(step: Step, statements: readonly Sent[]): Promise<void> {
  let own: Open | undefined;
  for (const statement of statements) {
    if (isControl(statement)) {
      await send(step.database, step.file, statement);
      own = begins(statement) ? await openedIn(step) : undefined;
    } else if (own) await withinTransaction(step, statement, own);
    else if (refuses(statement)) await outsideTransaction(step, statement);
    else await inItsOwn(step, statement);
  }
}

async function inItsOwn(step: Step, statement: Sent): Promise<void> {
  const done = step.measured.length;
  try {
    await inOneTransaction(step, [statement]);
  } catch (error) {
    await step.database.run('ROLLBACK');
    if (!(error instanceof StepFailure && refusedInTransaction.includes(error.code))) throw error;
    step.measured.length = done;
    await outsideTransaction(step, statement);
  }
}

/** Its locks are gone when it is done, so another connection looks at them meanwhile. */
async function outsideTransaction(step: Step, statement: Sent): Promise<void> {
  const { database, file, ledger, stood, timed } = step;
  const before = await observe(database, ledger);
  const lockable = [...before.relations].filter(([, { kind }]) => kind === 'r' || kind === 'p');
  const hold = timed ? [] : lockable.map(([oid]) => oid);
  const { ms, locks } = await watching(database, hold, () => send(database, file, statement));
  const after = { ...(await observe(database, ledger)), locks };
  const touches = touchesOf(stood, { before, after, line: statement.line }, new Map());
  const observed = [...locks.keys()].some((oid) => stood.relations.has(oid));
  step.measured.push({ ...statement, transaction: null, observed, ms, touches });
}

const isControl = ({ parsed }: Sent): boolean =>
  parsed !== undefined && transactionControlOf(parsed) !== undefined;
const begins = ({ parsed }: Sent): boolean =>
  /^(BEGIN|START)/.test((parsed && transactionControlOf(parsed)) ?? '');
const refuses = ({ parsed }: Sent): boolean => parsed !== undefined && refusalOf(parsed) !== undefined;
