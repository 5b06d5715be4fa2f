import type { Baseline, Known } from '../../model/baseline.ts';
import type { Finding, Step } from '../../model/finding.ts';
import { type Question, type Report, unansweredIn } from '../../model/report.ts';
import { found } from '../rules/found.ts';
import { asKnown, canBeKnown, keyOfKnown, knownIn } from './known-findings.ts';

/** The questions that a command asks as a whole; others look at parts of them, and can call nothing stale. */
const asks: Partial<Record<Report['command'], readonly Question[]>> = {
  history: ['files'],
  verify: ['files', 'schema ↔ migrations'],
  drift: ['migrations ↔ database', 'schema ↔ database'],
};

/** Takes what is known out of a report, and says of which entries there is nothing, or less than they know. */
export function withBaseline(report: Report, baseline: Baseline | undefined): Report {
  if (!baseline) return report;
  const { verdicts, known } = withoutKnown(report, baseline.known);
  const stale = staleIn(report, baseline.known).map((entry) => staleFinding(entry, baseline, report));
  return {
    ...report,
    known,
    verdicts:
      stale.length === 0
        ? verdicts
        : [...verdicts, { question: 'files', findings: stale, compared: baseline.file }],
    notCompared: [
      ...report.notCompared,
      ...(known === 0 ? [] : [`${known} known by the baseline (${baseline.file})`]),
    ],
  };
}

/** The verdicts without what is known. Where there is more of the same than is known, all of it is told: nobody knows which is new. */
export function withoutKnown(report: Report, known: readonly Known[]) {
  const counts = new Map(known.map((entry) => [keyOfKnown(entry), entry.count]));
  const all = knownIn(report);
  let taken = 0;
  const isKnown = (question: Question, finding: Finding): boolean => {
    const key = keyOfKnown(asKnown(question, finding));
    const isTaken = canBeKnown(finding) && (all.get(key)?.count ?? 0) <= (counts.get(key) ?? 0);
    if (isTaken) taken += 1;
    return isTaken;
  };
  const verdicts = report.verdicts.map((verdict) => ({
    ...verdict,
    findings: verdict.findings.filter((each) => !isKnown(verdict.question, each)),
  }));
  return { verdicts, known: taken };
}

/** Entries that know more than there is, of what the report has asked. */
export function staleIn(report: Report, known: readonly Known[]): Known[] {
  const all = knownIn(report);
  return known.filter(
    (entry) => isAsked(report, entry) && (all.get(keyOfKnown(entry))?.count ?? 0) < entry.count,
  );
}

/** Whether a report would have what an entry knows, if it were still so. */
export function isAsked(report: Report, { question, step }: Known): boolean {
  if (report.targetsInAll !== undefined || unansweredIn(report).length > 0) return false;
  if (!asks[report.command]?.includes(question)) return false;
  if (!report.verdicts.some((verdict) => verdict.question === question)) return false;
  const [tag, check] = (step ?? '').split(' ');
  const tried = report.steps.find((each) => each.tag === tag)?.[check as Step['check']];
  return tried !== 'not tried' && tried !== 'not reached';
}

const staleFinding = (entry: Known, { file }: Baseline, { command }: Report): Finding =>
  found(
    'baseline-stale',
    { kind: 'setting', name: `baseline ${entry.rule} ${entry.object}` },
    `the baseline knows ${entry.rule} of ${entry.object}${entry.count === 1 ? '' : ` (${entry.count} of them)`}, and there ${entry.count === 1 ? 'is none any more' : 'are fewer now'}`,
    { file, advice: `run driftproof baseline --for ${command}, which takes it out` },
  );
