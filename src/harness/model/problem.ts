/**
 * Why no verdict could be reached: bad usage, a broken file, no connection. Ends a run with exit code 1.
 * The message is one line that says what is wrong, where, and what to do.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    what: string,
    { where, advice, cause }: { where?: string; advice?: string; cause?: unknown } = {},
  ) {
    const line = `${where ? `${where}: ` : ''}${what}${advice ? `; ${advice}` : ''}`;
    super(line.replace(/\s*\n\s*/g, ' '), cause === undefined ? {} : { cause });
  }
}

/** The first line of whatever was thrown. */
export const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
