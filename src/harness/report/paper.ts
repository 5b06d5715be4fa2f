import pc from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import type { Colors } from './finding-lines.ts';
import type { FormatOptions } from './format.ts';

/** Where lines for people are written: its colours and its width. */
export interface Paper {
  readonly colors: Colors;
  /** A line, in as many as it needs; all but the first are indented by so many more columns. */
  readonly wrap: (line: string, hanging?: number) => string[];
  readonly width: number;
}

const narrowest = 40;

/** The paper that the options ask for. */
export function paperOf({ color, width }: Pick<FormatOptions, 'color' | 'width'>): Paper {
  const columns = width === undefined ? Number.POSITIVE_INFINITY : Math.max(width, narrowest);
  return { colors: pc.createColors(color), width: columns, wrap: (...line) => wrapped(columns, ...line) };
}

function wrapped(width: number, line: string, hanging = 2): string[] {
  if (width === Number.POSITIVE_INFINITY) return [line];
  const own = /^ */.exec(line)?.[0] ?? '';
  const rest = ' '.repeat(own.length + hanging);
  const parts = wrapAnsi(line.slice(own.length), width - rest.length, { hard: true }).split('\n');
  return parts.map((part, at) => `${at === 0 ? own : rest}${part}`);
}
