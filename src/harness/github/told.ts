import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { atLeast, type Severity } from '../model/finding.ts';
import { firstLine, Problem } from '../model/problem.ts';

/** A finding of the JSON contract, as far as it is looked at. */
export interface ToldFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The databases in which it was found, where several were asked. */
  readonly targets?: readonly string[];
}

/** What a run of driftproof has told. */
export interface Told {
  /** Its exit code: 0 agrees, 2 findings, 1 could not tell. */
  readonly code: number;
  /** The report as Markdown. */
  readonly body: string;
  /** What is at least as severe as was asked for, by a name that stays the same from run to run. */
  readonly findings: ReadonlyMap<string, ToldFinding>;
}

export interface Files {
  readonly report: string;
  readonly body: string;
  readonly exitCode: number;
  readonly failOn: Severity;
}

/** Reads what a run wrote by `--format json` and `--format markdown`. Throws a Problem for a file that it cannot read. */
export async function readTold({ report, body, exitCode, failOn }: Files): Promise<Told> {
  // A run that could not tell may have written neither.
  if (exitCode === 1) return { code: 1, body: '', findings: new Map() };
  const { findings }: { findings: readonly ToldFinding[] } = parse(await read(report), report);
  const failing = findings.filter(({ severity }) => atLeast(severity, failOn)).flatMap(inEachTarget);
  return {
    code: exitCode,
    body: await read(body),
    findings: new Map(failing.map((finding) => [nameOf(finding), finding])),
  };
}

/** What several databases have in common comes to each of them, and goes, by itself. */
const inEachTarget = (finding: ToldFinding): ToldFinding[] =>
  finding.targets?.map((target) => ({
    ...finding,
    message: `${finding.message} (in ${target})`,
    targets: [target],
  })) ?? [finding];

/** What is wrong with which object, and what both sides have there; not where in a file, nor in which words. */
function nameOf(finding: ToldFinding): string {
  const {
    rule,
    object,
    attribute,
    expected,
    actual,
    step,
    targets = [],
  } = finding as ToldFinding & Record<string, unknown>;
  const about = JSON.stringify([rule, object, attribute, expected, actual, step, ...targets]);
  return createHash('sha256').update(about).digest('hex').slice(0, 12);
}

const read = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause) => {
    throw new Problem(`cannot be read: ${firstLine(cause)}`, { where: file, cause });
  });

function parse(text: string, where: string) {
  try {
    const document = JSON.parse(text);
    if (Array.isArray(document.findings)) return document;
  } catch {}
  throw new Problem('is not a report of driftproof', { where, advice: 'write it by --format json' });
}
