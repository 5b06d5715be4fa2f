import pc from 'picocolors';
import type { Colors } from './finding-lines.ts';
import type { FormatOptions } from './format.ts';
import type { Terminal } from './terminal.ts';

/** Where lines for people are written: its colours and its width. */
export interface Paper {
  readonly colors: Colors;
  /** A line, in as many as it needs; all but the first are indented by so many more columns. */
  readonly wrap: (line: string, hanging?: number) => string[];
  /** How many columns a line has. */
  readonly width: number;
}

const narrowest = 40;

/** The paper that the options ask for. */
export const paperOf = ({ color, terminal }: Pick<FormatOptions, 'color' | 'terminal'>): Paper => ({
  colors: pc.createColors(color),
  wrap: terminal ? (...line) => wrapped(terminal, ...line) : (line) => [line],
  width: terminal ? widthOf(terminal) : Number.POSITIVE_INFINITY,
});

const widthOf = ({ columns }: Terminal): number => Math.max(columns, narrowest);

function wrapped(terminal: Terminal, line: string, hanging = 2): string[] {
  const own = /^ */.exec(line)?.[0] ?? '';
  const rest = ' '.repeat(own.length + hanging);
  const parts = terminal.wrap(line.slice(own.length), widthOf(terminal) - rest.length);
  return parts.map((part, at) => `${at === 0 ? own : rest}${part}`);
}
