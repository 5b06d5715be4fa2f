import { counted } from '../model/counted.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { type Kind, printIdentity } from '../model/identity.ts';
import type { Report, Verdict } from '../model/report.ts';
import type { Accepted, Settings } from '../model/settings.ts';
import { like } from '../sql/text-positions.ts';
import { found } from './rules/found.ts';

/**
 * Takes accepted differences out of a report and applies the severities of the settings. An entry that has expired, or
 * that matches nothing, is a finding itself: a list that nobody maintains would hide the next drift.
 * `today` is a date such as `2026-12-31`.
 */
export function accept(report: Report, settings: Settings, today: string): Report {
  const { severity, file } = settings;
  const { ours, used, silenced, isAccepted } = accepting(settings, report.command, today);
  const left = (findings: readonly Finding[]): Finding[] =>
    findings.flatMap((finding) => {
      const given = givenTo(finding, severity) ?? finding.severity;
      return isAccepted(finding) || given === 'off' ? [] : [{ ...finding, severity: given }];
    });
  const verdicts = report.verdicts.map((verdict) => ({
    ...verdict,
    findings: left(verdict.findings),
    unanswered: left(verdict.unanswered ?? []),
  }));
  const stale = ours
    .filter((entry) => !used.has(entry) && (entry.until < today || !isPart(report)))
    .map((entry) => staleFinding(entry, file, today));
  const accepted = used.size === 0 ? [] : [`${used.size} accepted differences, listed in ${file}`];
  const off = silenced.size;
  const notTold = off === 0 ? [] : [`${counted(off, 'finding')} of rules that are off, in ${file}`];
  return {
    ...report,
    verdicts: withStale(verdicts, stale),
    off: (report.off ?? 0) + off,
    notCompared: [...report.notCompared, ...accepted, ...notTold],
  };
}

/** Whether there are targets that did not answer, or were not asked: they may have what nothing else has. */
const isPart = (report: Report): boolean =>
  report.targetsInAll !== undefined || (report.targets ?? []).some(({ compared }) => compared === null);

/** What the settings say of a rule by its id, or else by the last pattern that fits. */
const givenTo = ({ rule }: Finding, severity: Settings['severity']): Severity | 'off' | undefined =>
  severity[rule] ?? Object.entries(severity).findLast(([pattern]) => like(pattern, rule))?.[1];

/**
 * The entries that concern a command, those of them that were of use, the findings of rules that are off, and whether a
 * finding is accepted by an entry or by its rule being off.
 */
export function accepting(
  { accept: entries, severity }: Pick<Settings, 'accept' | 'severity'>,
  name: Report['command'],
  today: string,
) {
  // It asks what drift asks.
  const asked = name === 'repair' ? 'drift' : name;
  const ours = entries.filter(({ command }) => command === asked);
  const used = new Set<Accepted>();
  const silenced = new Set<Finding>();
  const isAccepted = (finding: Finding): boolean => {
    const entry = ours.find((each) => each.until >= today && matches(each, finding));
    if (entry) used.add(entry);
    else if (givenTo(finding, severity) === 'off') silenced.add(finding);
    return entry !== undefined || silenced.has(finding);
  };
  return { ours, used, silenced, isAccepted };
}

const withStale = (verdicts: readonly Verdict[], findings: readonly Finding[]): Verdict[] =>
  findings.length === 0
    ? [...verdicts]
    : [...verdicts, { question: 'files', findings, compared: 'accepted differences' }];

function matches({ rule, kind, name }: Accepted, finding: Finding): boolean {
  const printed = printIdentity(finding.object).slice(finding.object.kind.length + 1);
  const isNamed = (its: Kind, called: string): boolean =>
    (kind === undefined || kind === its) && like(name, called);
  const isOfStep = finding.step !== undefined && isNamed('migration', finding.step.migration);
  return like(rule, finding.rule) && (isNamed(finding.object.kind, printed) || isOfStep);
}

function staleFinding(entry: Accepted, file: string, today: string): Finding {
  const expired = entry.until < today;
  const what = `the accepted ${entry.rule} of ${entry.name}`;
  return found(
    expired ? 'accepted-expired' : 'accepted-unused',
    { kind: 'setting', name: `accept ${entry.rule} ${entry.name}` },
    expired
      ? `${what} was accepted until ${entry.until} (${entry.reason})`
      : `${what} matches nothing any more`,
    { file },
  );
}
