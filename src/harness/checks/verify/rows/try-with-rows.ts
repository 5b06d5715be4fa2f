import type { Finding } from '../../../model/finding.ts';
import { firstLine, Problem } from '../../../model/problem.ts';
import type { Outcome } from '../../../model/report.ts';
import type { ServerError } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { type FilledTable, fillTables } from '../../../rows/fill.ts';
import { openedTables } from '../../../rows/opened-tables.ts';
import { type Spoken, spokenIn } from '../../../rows/spoken.ts';
import type { Trial } from '../trial.ts';
import { type AsOwner, triedAsOwner } from './as-owner.ts';
import { triedElsewhere } from './elsewhere.ts';
import { explainStop, type Stop, seenOf } from './failing.ts';
import type { RowSource } from './row-source.ts';
import { rowsOutcome } from './rows-outcome.ts';
import { thereAndBack } from './there-and-back.ts';

/** How one migration fared with rows. */
export interface WithRows {
  readonly findings: readonly Finding[];
  readonly outcome: Outcome;
  /** What could not be filled, whole or in part. */
  readonly unfilled: readonly FilledTable[];
  /** What was not tried, one sentence each. */
  readonly notTried: readonly string[];
}

/**
 * Does a migration keep existing rows? Fills tables of a database as it is before it, runs it up, down and
 * up again, and looks each time what became of every value. The tables are those that the migration opens, and those
 * that their foreign keys lead to: with rows in them it may open others, which then have rows too.
 */
export async function tryWithRows(trial: Trial, options: RowSource): Promise<WithRows> {
  if (options.perTable === 0) return { findings: [], outcome: 'not tried', unfilled: [], notTried: [] };
  const { found, filled, stop } = await settledRun(trial, options);
  const owner: AsOwner = stop?.stage === 0 ? { findings: [] } : await triedAsOwner(trial, options);
  const findings = [
    ...found,
    ...(stop ? await explainStop(trial, stop, options) : []),
    ...owner.findings,
    ...(stop?.stage === 0 ? [] : await triedElsewhere(trial, options)),
  ];
  const unfilled = filled.filter(({ refused }) => refused !== undefined);
  return {
    findings,
    outcome: rowsOutcome(trial.migration, filled, findings),
    unfilled,
    notTried: owner.notTried ? [owner.notTried] : [],
  };
}

/** Tables by their oids, or all. */
type Extent = ReadonlySet<string> | 'all';

interface Run {
  readonly found: readonly Finding[];
  readonly filled: readonly FilledTable[];
  /** Tables that were opened, and have no rows. */
  readonly missed: readonly string[];
  readonly stop?: Stop;
}

/**
 * Runs until all tables that are opened have rows. What is refused may have opened a table that nobody hears of any more,
 * so it counts only if it is refused as well where all tables have rows.
 */
async function settledRun(trial: Trial, options: RowSource): Promise<Run> {
  let extent: Extent = options.byHand[trial.migration.tag] === undefined ? trial.opened : 'all';
  for (;;) {
    const run = await runOnce(trial, options, extent, extent === 'all');
    if (extent === 'all') return run;
    const more = new Set([...extent, ...run.missed]);
    if (more.size > extent.size) extent = more;
    else if (!run.stop) return run;
    else {
      const whole = await runOnce(trial, options, 'all', false);
      const isSame =
        whole.stop?.stage === run.stop.stage && whole.stop.refusal.code === run.stop.refusal.code;
      return runOnce(trial, options, isSame ? extent : 'all', true);
    }
  }
}

/** `search` says whether the smallest rows are looked for that an up fails on. */
const runOnce = (trial: Trial, options: RowSource, extent: Extent, search: boolean): Promise<Run> =>
  trial.trials.run(async (place) => {
    const { perTable: rows, seed } = options;
    const { stateBefore, scope } = trial;
    await putByHand(place.database, trial, options);
    const only = extent === 'all' ? undefined : { tables: [...extent], withParents: true };
    const filled = await fillTables(place.database, {
      rows,
      seed,
      ledger: scope.ledger,
      only,
      spoken: await spokenOf(trial),
    });
    const oids = filled.map(({ oid }) => oid);
    const among = extent === 'all' ? undefined : { read: oids, existing: stateBefore.tables };
    const { found, stopped, filled: later = [] } = await thereAndBack({ trial, place, options, among });
    const opened = extent === 'all' ? new Set<string>() : await openedTables(place.database, stateBefore);
    const stop = stopped && { ...stopped, ...(search ? await seenOf(place, trial, stopped, only) : {}) };
    const missed = [...opened].filter((oid) => !oids.includes(oid));
    return { found, filled: [...filled, ...later], missed, ...(stop ? { stop } : {}) };
  });

/** What the steps speak of that are about to be run. */
const spokenOf = ({ migration: { up, down } }: Trial): Promise<Spoken> => spokenIn(down ? [up, down] : [up]);

async function putByHand(
  database: Scratch,
  { migration: { tag } }: Trial,
  { byHand }: RowSource,
): Promise<void> {
  const sql = byHand[tag];
  if (sql === undefined) return;
  await database.run(sql).catch((cause: ServerError) => {
    throw new Problem(`the rows for ${tag} cannot be inserted: ${firstLine(cause)}`, {
      advice: 'correct "rows" in the driftproof settings',
      cause,
    });
  });
}
