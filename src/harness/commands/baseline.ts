import { inOrder, keyOfKnown, knownIn } from '../checks/baseline/known-findings.ts';
import { isAsked, withoutKnown } from '../checks/baseline/with-baseline.ts';
import { baselineShown, writeBaseline } from '../config/baseline-file.ts';
import type { Known } from '../model/baseline.ts';
import { Problem } from '../model/problem.ts';
import { type Report, unansweredIn } from '../model/report.ts';
import { hideSecrets } from '../model/secrets.ts';
import type { Context } from './context.ts';
import { type Command, judged } from './judged.ts';
import { seedOfCi } from './options.ts';

const commands: Readonly<Record<'history' | 'verify' | 'drift', () => Promise<Command>>> = {
  history: async () => (await import('./history.ts')).history,
  verify: async () => (await import('./verify.ts')).verify,
  drift: async () => (await import('./drift.ts')).drift,
};

/**
 * `driftproof baseline`: what is known and lived with today? Writes what a command finds to `driftproof.baseline.json` where
 * there is none; a baseline that is there only loses what is gone, unless the options say to update it. Nothing is written
 * where a part has no answer. Its rows are those of CI, which has to know the same.
 */
export async function baseline(given: Context): Promise<Partial<Report>> {
  const context = { ...given, options: { seed: seedOfCi, ...given.options } };
  const { options, project, baseline: before } = context;
  if (options.since !== undefined || options.base !== undefined)
    throw new Problem('a baseline is of all migrations, not only of those that are new', {
      advice: 'leave since and base out',
    });
  const name = options.for ?? 'verify';
  const report = await judged(name, await commands[name](), context);
  const { command: _, ms: __, ...part } = report;
  if (unansweredIn(report).length > 0) return part;
  const found = knownIn(report);
  const was = before?.known ?? [];
  const known = inOrder(before && !options.update ? shrunk(report, was, found) : renewed(report, was, found));
  if (!before || JSON.stringify(known) !== JSON.stringify(was))
    await writeBaseline(
      project,
      known.map((each) => ({ ...each, object: hideSecrets(each.object) })),
    );
  const left = withoutKnown(report, known);
  const file = baselineShown(project);
  const [added, removed] = [countOf(known, was), countOf(was, known)];
  const total = known.reduce((sum, { count }) => sum + count, 0);
  return {
    ...part,
    verdicts: left.verdicts,
    known: left.known,
    baseline: { file, known: total, added, removed },
    notCompared: [...part.notCompared, `${file}: ${total} known, ${added} added, ${removed} removed`],
  };
}

/** Entries as far as there is still something to know. */
const shrunk = (report: Report, was: readonly Known[], found: ReadonlyMap<string, Known>): Known[] =>
  was.flatMap((entry) => {
    const count = isAsked(report, entry) ? (found.get(keyOfKnown(entry))?.count ?? 0) : entry.count;
    return count === 0 ? [] : [{ ...entry, count: Math.min(entry.count, count) }];
  });

/** All that was found, and what was not asked about. */
const renewed = (report: Report, was: readonly Known[], found: ReadonlyMap<string, Known>): Known[] => [
  ...was.filter((entry) => !isAsked(report, entry) && !found.has(keyOfKnown(entry))),
  ...found.values(),
];

/** How many findings some entries know more than others. */
function countOf(some: readonly Known[], others: readonly Known[]): number {
  const counts = new Map(others.map((each) => [keyOfKnown(each), each.count]));
  return some.reduce((sum, each) => sum + Math.max(0, each.count - (counts.get(keyOfKnown(each)) ?? 0)), 0);
}
