import type { Checkup } from '../model/checkup.ts';
import { counted } from '../model/counted.ts';
import { mapTexts } from '../model/map-texts.ts';
import type { FormatOptions } from './format.ts';
import { paperOf } from './paper.ts';
import { printable } from './printable.ts';
import { tool } from './tool.ts';
import { visibleJson } from './visible.ts';

const marks = { ok: '✓', missing: '✗', unused: '-' } as const;

/** What `driftproof doctor` found, for people: a line for each thing, what to do under it, and the verdict. */
export function doctorText(
  found: readonly Checkup[],
  options: Pick<FormatOptions, 'color' | 'terminal'>,
): string {
  const { colors, wrap } = paperOf(options);
  const color = { ok: colors.green, missing: colors.red, unused: colors.dim };
  const column = Math.max(...found.map(({ about }) => about.length)) + 2;
  const lines = mapTexts(found, printable).flatMap(({ about, state, says, advice }) => [
    ...wrap(`${' '.repeat(column + 2)}${says}`, 0).map((line, at) =>
      at === 0 ? `${color[state](marks[state])} ${about.padEnd(column)}${line.slice(column + 2)}` : line,
    ),
    ...(advice === undefined ? [] : wrap(`${' '.repeat(column + 2)}→ ${advice}`)),
  ]);
  const missing = missingIn(found);
  const verdict = missing === 0 ? 'nothing is missing' : `${counted(missing, 'thing')} missing`;
  return `${['driftproof doctor', '', ...lines, '', verdict].join('\n')}\n`;
}

/** The same as JSON, for programs. */
export const doctorJson = (found: readonly Checkup[]): string =>
  `${visibleJson(
    JSON.stringify(
      {
        version: 2,
        tool,
        command: 'doctor',
        missing: missingIn(found),
        checks: found.map(({ about, state, says, advice = null }) => ({ about, state, says, advice })),
      },
      null,
      2,
    ),
  )}\n`;

/** How many things are missing. */
export const missingIn = (found: readonly Checkup[]): number =>
  found.filter(({ state }) => state === 'missing').length;
