import { createRequire } from 'node:module';
import type { Value } from '../model/catalog.ts';
import type { Finding } from '../model/finding.ts';
import { printAttribute } from '../model/print-value.ts';
import type { Report } from '../model/report.ts';

/** Many files, and most findings need none of them. */
const differ = (): typeof import('diff') => createRequire(import.meta.url)('diff');

/** A finding whose two values are texts of several lines: its message leaves them out, and the lines that differ are here. */
export type WithDiff = Finding & { readonly diff?: readonly string[] };

/** The report with a line diff of what has several lines: bodies of functions, definitions of views. */
export const withDiffs = (report: Report): Report => ({
  ...report,
  verdicts: report.verdicts.map((verdict) => ({ ...verdict, findings: verdict.findings.map(withDiff) })),
});

function withDiff(finding: Finding): WithDiff {
  const { attribute, expected, actual, message } = finding;
  if (attribute === undefined || !isText(expected) || !isText(actual)) return finding;
  if (!`${expected}${actual}`.includes('\n')) return finding;
  const [are, should] = [actual, expected].map((value) => printAttribute(attribute, value));
  return {
    ...finding,
    message: message.replace(` is ${are}`, () => ' is not as expected').replace(`, expected ${should}`, ''),
    diff: diffOf(expected, actual),
  };
}

const isText = (value: Value | undefined): value is string => typeof value === 'string';

/** The lines of which one side lacks some, with two around them; `-` is expected, `+` is there. */
export function diffOf(expected: string, actual: string): string[] {
  const { hunks } = differ().structuredPatch('', '', ended(expected), ended(actual), '', '', { context: 2 });
  return hunks.flatMap(({ lines }, at) => [...(at === 0 ? [] : ['…']), ...lines]);
}

/** A text whose last line ends: that it did not is no difference between lines. */
const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
