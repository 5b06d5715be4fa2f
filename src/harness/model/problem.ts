/**
 * Why no verdict could be reached: bad usage, a broken file, no connection. Ends a run with exit code 1.
 * The message is one line that says what is wrong, where, and what to do.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** What is wrong and where, without the advice. */
  readonly what: string;
  readonly advice: string | undefined;

  constructor(
    what: string,
    { where, advice, cause }: { where?: string; advice?: string; cause?: unknown } = {},
  ) {
    const said = `${where ? `${where}: ` : ''}${what}`;
    super(onOneLine(`${said}${advice ? `; ${advice}` : ''}`), cause === undefined ? {} : { cause });
    this.what = onOneLine(said);
    this.advice = advice;
  }
}

const onOneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** The first line of whatever was thrown. */
export const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
