import { counted } from '../model/counted.ts';
import type { DraftReport } from '../model/downs.ts';
import type { Report } from '../model/report.ts';
import type { FormatOptions } from './format.ts';
import { text } from './text.ts';
import { isPrintable, visible } from './visible.ts';

/** Drafted down files, and the report on them, for people. Texts of others cannot break out of their place in it. */
export function downsText(report: Report, options: FormatOptions): string {
  const { downs = [] } = report;
  const missing = downs.filter(({ written }) => !written).length;
  const blocks = [
    downs.filter(({ written }) => written).map(({ path }) => `written: ${visible(path)}`),
    ...downs.filter(({ written }) => !written).map(draftLines),
    downs.length === 0 ? ['no down file is missing'] : [],
    missing > 0 && downs.some(({ proved, written }) => proved && !written)
      ? [`${counted(missing, 'file')} not written: --write does, of those that are proved`]
      : [],
    [text({ ...report, steps: [] }, options).trimEnd()],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function draftLines({ path, text: sql, proved, reasons }: DraftReport): string[] {
  return [
    `${proved ? 'drafted' : 'NOT PROVED'}: ${visible(path)}`,
    ...reasons.map((each) => `  because ${visible(each)}`),
    ...sql
      .trimEnd()
      .split('\n')
      .map((line) => `  ${isPrintable(line) ? line : visible(line)}`),
  ];
}
