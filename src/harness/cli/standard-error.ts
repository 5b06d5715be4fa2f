import { type Notes, silent } from '../commands/notes.ts';
import { printable } from '../report/printable.ts';
import type { Io } from './io.ts';

const clearLine = '\r\u001b[K';

/** Says things on standard error: notes for everybody, progress for people at a terminal; nothing when quiet. */
export function notesOn({ stderr }: Pick<Io, 'stderr'>, { quiet }: { readonly quiet?: boolean }): Notes {
  if (quiet) return silent;
  return {
    note: (text) => stderr.write(`${stderr.terminal ? clearLine : ''}${lineOf(text)}`),
    progress: (text) => stderr.terminal && stderr.write(`${clearLine}${printable(text)}`),
  };
}

/** A line of standard error. */
export const lineOf = (text: string): string => `driftproof: ${printable(text)}\n`;
