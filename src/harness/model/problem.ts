import { types } from 'node:util';

/** What a {@link Problem} is made of besides what is wrong. */
export interface ProblemDetails {
  /** The file, or the server, that is concerned. */
  readonly where?: string | undefined;
  /** What to do about it. */
  readonly advice?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Why no verdict could be reached: bad usage, a broken file, no connection. Ends a run with exit code 1.
 * The message is one line that says what is wrong, where, and what to do.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly what: string;
  readonly where: string | undefined;
  readonly advice: string | undefined;

  constructor(what: string, { where, advice, cause }: ProblemDetails = {}) {
    const line = `${where ? `${where}: ` : ''}${what}${advice ? `; ${advice}` : ''}`;
    super(inOneLine(line), cause === undefined ? {} : { cause });
    this.what = inOneLine(what);
    this.where = where;
    this.advice = advice ? inOneLine(advice) : undefined;
  }

  /** What is wrong and where, without the advice. */
  get said(): string {
    return this.where ? `${this.where}: ${this.what}` : this.what;
  }
}

const inOneLine = (text: string): string => text.replace(/\s*[\r\n]\s*/g, ' ');

/** For `catch`: what is had instead where there is a Problem; whatever else is thrown on. */
export const ifProblem =
  <T>(otherwise: T) =>
  (error: unknown): T => {
    if (error instanceof Problem) return otherwise;
    throw error;
  };

/** The first line of whatever was thrown. */
export const firstLine = (error: unknown): string =>
  String(types.isNativeError(error) ? error.message : error).split('\n')[0] ?? '';
