import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** Says things on standard error: notes for everybody, progress for people at a terminal; nothing when quiet. */
export interface Notes {
  note(text: string): void;
  progress(text: string): void;
}

const clearLine = '\r\u001b[K';

export function notesOn({ stderr }: Io, { quiet }: Options): Notes {
  if (quiet) return { note: () => {}, progress: () => {} };
  return {
    note: (text) => stderr.write(`${stderr.terminal ? clearLine : ''}driftproof: ${text}\n`),
    progress: (text) => stderr.terminal && stderr.write(`${clearLine}${text}`),
  };
}
