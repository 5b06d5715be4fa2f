import { type Notes, silent } from '../commands/notes.ts';
import { printable } from '../report/printable.ts';
import type { Io } from './io.ts';

const clearLine = '\r\u001b[K';

/** How often is said what goes on: to people at a terminal, and in a log. */
const every = { terminal: 1000, log: 5000 } as const;

/** Notes until the end, after which nothing more is said. */
export type RunningNotes = Notes & { readonly end: () => void };

/**
 * Says things on standard error: notes for everybody; what goes on and for how long, as one line that changes at a
 * terminal, and as a line every few seconds elsewhere. Nothing when quiet.
 */
export function notesOn(
  { stderr }: Pick<Io, 'stderr'>,
  { quiet }: { readonly quiet?: boolean | undefined },
  clock: () => number = () => performance.now(),
): RunningNotes {
  if (quiet) return { ...silent, end: () => {} };
  const started = clock();
  let doing = '';
  const say = (): void => {
    const text = `${doing} (${Math.round((clock() - started) / 1000)} s)`;
    stderr.write(stderr.terminal ? `${clearLine}${cut(printable(text), stderr.columns)}` : lineOf(text));
  };
  const timer = setInterval(
    () => doing !== '' && say(),
    stderr.terminal ? every.terminal : every.log,
  ).unref();
  const clear = (): void => void (stderr.terminal && doing !== '' && stderr.write(clearLine));
  return {
    note: (text) => {
      clear();
      stderr.write(lineOf(text));
    },
    progress: (text) => {
      doing = text;
      if (stderr.terminal) say();
    },
    end: () => {
      clearInterval(timer);
      clear();
      doing = '';
    },
  };
}

/** What is longer than a line of the terminal could not be cleared again. */
const cut = (text: string, columns = 80): string => [...text].slice(0, columns - 1).join('');

/** A line of standard error. */
export const lineOf = (text: string): string => `driftproof: ${printable(text)}\n`;
