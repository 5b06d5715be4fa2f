import type { Finding } from '../../../model/finding.ts';
import type { Outcome } from '../../../model/report.ts';
import type { FilledTable } from '../../../rows/fill.ts';
import { openedTables } from '../../../rows/opened-tables.ts';
import type { TrialDatabase } from '../../../runner/trials.ts';
import { notConcurrently } from '../../../sql/not-concurrently.ts';
import type { Trial } from '../trial.ts';
import { type AsOwner, triedAsOwner } from './as-owner.ts';
import { type Elsewhere, triedElsewhere } from './elsewhere.ts';
import { explainStop, type Stop, seenOf } from './failing.ts';
import { otherLocales } from './other-locales.ts';
import type { RowSource } from './row-source.ts';
import { emptyOf, rowsOutcome } from './rows-outcome.ts';
import { thereAndBack } from './there-and-back.ts';
import { type Extent, putRows, tablesIn } from './trial-rows.ts';
import { twofoldNames } from './twofold-names.ts';
import { notTriedOn } from './unfillable-tables.ts';

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
  const { extent, found, filled, stop } = await settledRun(trial, options);
  const upFails = stop?.stage === 0;
  const owner: AsOwner = upFails ? { findings: [] } : await triedAsOwner(trial, options);
  const elsewhere: Elsewhere = upFails
    ? { findings: [], notTried: [] }
    : await triedElsewhere(trial, options, extent);
  const empty = emptyOf(trial.migration, filled);
  const findings = [
    ...found,
    ...notTriedOn(trial.migration, empty),
    ...(stop ? await explainStop(trial, stop, options) : []),
    ...owner.findings,
    ...elsewhere.findings,
    ...(await twofoldNames(trial)),
    ...(await otherLocales(trial)),
  ];
  const unfilled = filled.filter(({ refused }) => refused !== undefined);
  return {
    findings,
    outcome: rowsOutcome(empty, findings),
    unfilled,
    notTried: [...(owner.notTried ? [owner.notTried] : []), ...elsewhere.notTried],
  };
}

interface Run {
  /** Where there were rows. */
  readonly extent: Extent;
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
    const { stateBefore } = trial;
    const { filled, ...rows } = await putRows(place.database, trial, options, extent);
    const oids = filled.map(({ oid }) => oid);
    const walked = await thereAndBack({ trial, place, options, ...rows });
    const { found, stopped, filled: later = [] } = walked;
    const opened = extent === 'all' ? new Set<string>() : await openedTables(place.database, stateBefore);
    const stop = stopped && {
      ...stopped,
      ...(search ? await seenAsBefore({ trial, options, extent }, place, stopped) : {}),
    };
    const missed = [...opened].filter((oid) => !oids.includes(oid));
    return { extent, found, filled: [...filled, ...later], missed, ...(stop ? { stop } : {}) };
  });

/** What is found out about a refused step where all is as it was before: another database, where a part of the up was kept. */
async function seenAsBefore(
  { trial, options, extent }: Pick<Run, 'extent'> & { readonly trial: Trial; readonly options: RowSource },
  place: TrialDatabase,
  stop: Stop,
): Promise<Partial<Stop>> {
  const seenAt = (where: TrialDatabase) => seenOf(where, trial, stop, tablesIn(extent));
  const { up } = trial.migration;
  if (stop.stage > 0 || (await notConcurrently(up)) === up) return seenAt(place);
  return trial.trials.run(async (other) => {
    await putRows(other.database, trial, options, extent);
    return seenAt(other);
  });
}
