import type { Severity } from '../model/finding.ts';
import { mapTexts } from '../model/map-texts.ts';
import { type FailureFormat, printFailure, titleOf } from './failure.ts';
import { placeOf } from './finding-lines.ts';
import type { Format } from './format.ts';
import { adviceParts, type Group, groupsOf } from './groups.ts';
import { ruleUrl } from './rule-page.ts';
import { withTargets } from './targets.ts';
import { visible } from './visible.ts';

const levels: Record<Severity, string> = { breaking: 'error', warning: 'warning', info: 'notice' };

/** GitHub shows so many annotations of each level that one step of a job writes. */
const mostOfLevel = 10;

/** How many findings one annotation tells of. */
const mostToTell = 20;

/**
 * Workflow commands that annotate files and lines: one for the findings of a rule in a file, the worst first. Where there
 * are more than GitHub shows, the last of a level counts the rest. Infos only when it is verbose.
 */
export const github: Format = (report, { verbose = false }) => {
  const groups = groupsOf(mapTexts(withTargets(report), visible)).filter(
    ({ called }) => verbose || called !== 'info',
  );
  const notes = groups.flatMap(byFile);
  const lines = Object.entries(levels).flatMap(([severity, level]) => {
    const ofLevel = notes.filter((note) => note.severity === severity);
    if (ofLevel.length <= mostOfLevel) return ofLevel.map((note) => annotation(level, note));
    const [first, rest] = [ofLevel.slice(0, mostOfLevel - 1), ofLevel.slice(mostOfLevel - 1)];
    return [...first.map((note) => annotation(level, note)), countOf(level, rest)];
  });
  return lines.map((line) => `${line}\n`).join('');
};

/** Why there is no report, as one annotation. */
export const githubFailure: FailureFormat = (name, failure) => {
  const { what, where, advice } = mapTexts(failure, visible);
  const lines = [printFailure({ what, where }), ...(advice === undefined ? [] : [`→ ${advice}`])];
  return `${command('error', { title: `${titleOf(name)}: could not tell` }, lines.join('\n'))}\n`;
};

/** The findings of a group that are in the same file. */
function byFile(group: Group): Group[] {
  const files = new Set(group.findings.map(({ source }) => source?.file));
  return [...files].map((file) => ({
    ...group,
    findings: group.findings.filter(({ source }) => source?.file === file),
  }));
}

function annotation(level: string, { rule, called, findings }: Group): string {
  const source = findings[0]?.source;
  const rest = findings.length - mostToTell;
  const lines = [
    ...findings.slice(0, mostToTell).flatMap((finding) => {
      const { own } = adviceParts(finding);
      const place = findings.length > 1 && finding.source ? ` (${placeOf(finding.source)})` : '';
      return [finding.message + place, ...(own ? [`→ ${own}`] : [])];
    }),
    ...(rest > 0 ? [`and ${rest} more`] : []),
    ...new Set(findings.map((finding) => `→ ${adviceParts(finding).shared}`)),
    ruleUrl(rule),
  ];
  return command(
    level,
    { file: source?.file, line: source?.line, title: `driftproof: ${called} ${rule}` },
    lines.join('\n'),
  );
}

/** What is not annotated for want of room. */
function countOf(level: string, rest: readonly Group[]): string {
  const count = rest.reduce((sum, { findings }) => sum + findings.length, 0);
  const lines = rest.map(
    ({ rule, findings }) => `${rule} × ${findings.length}: ${findings[0]?.message ?? ''}`,
  );
  return command(
    level,
    { title: `driftproof: ${count} more findings` },
    lines.slice(0, mostToTell).join('\n'),
  );
}

/** A workflow command, as `@actions/core` writes it. */
function command(
  level: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => `${name}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
    );
  return `::${level} ${written.join(',')}::${escaped(message)}`;
}

const escaped = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
