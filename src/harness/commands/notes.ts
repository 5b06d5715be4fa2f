import { hideSecrets } from '../model/secrets.ts';
import { visible } from '../report/visible.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** Writes to standard error: notes for everybody, progress for people at a terminal; nothing when quiet. */
export interface Notes {
  note(text: string): void;
  progress(text: string): void;
}

const clearLine = '\r\u001b[K';

export function notesOn({ stderr }: Io, { quiet }: Options): Notes {
  if (quiet) return { note: () => {}, progress: () => {} };
  return {
    note: (text) => stderr.write(`${stderr.terminal ? clearLine : ''}${lineOf(text)}`),
    progress: (text) => stderr.terminal && stderr.write(`${clearLine}${printable(text)}`),
  };
}

/** A line of standard error. Texts of others cannot break out of it, and no password stands in it. */
export const lineOf = (text: string): string => `driftproof: ${printable(text)}\n`;

export const printable = (text: string): string => visible(hideSecrets(text));
