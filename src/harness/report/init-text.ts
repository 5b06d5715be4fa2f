import type { FileState, InitFile } from '../model/init-report.ts';
import type { Report } from '../model/report.ts';
import type { FormatOptions } from './format.ts';
import { text } from './text.ts';
import { isPrintable, visible } from './visible.ts';

/** What `init` has written, and the report on the baseline, for people. Texts of others cannot break out of their place in it. */
export function initText(report: Report, options: FormatOptions): string {
  const { files = [], ...rest } = report;
  const written = options.quiet ? [] : files.map(fileLines);
  const verdict = rest.verdicts.length > 0 ? text(rest, options) : '';
  const next = files.some(({ state }) => state === 'planned') ? notWritten : committing;
  return [...written.map((lines) => lines.join('')), verdict, options.quiet ? '' : next]
    .filter((block) => block !== '')
    .join('\n');
}

const notWritten = 'nothing is written (--dry-run)\n';
const committing = 'commit what is new; from now on, npx driftproof verify fails on what is new only\n';

const words: Readonly<Record<FileState, string>> = {
  written: 'written',
  'added to': 'added to',
  planned: 'would be written',
  right: 'right already',
  kept: 'kept',
  'left out': 'left out',
};

function fileLines({ path, state, text: content, why }: InitFile): string[] {
  const lines = content === '' ? [] : content.trimEnd().split('\n');
  return [
    `${words[state]}: ${visible(path)}${why === null ? '' : ` (${visible(why)})`}\n`,
    ...lines.map((line) => (line === '' ? '\n' : `  ${isPrintable(line) ? line : visible(line)}\n`)),
  ];
}
