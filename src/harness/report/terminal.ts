import wrapAnsi from 'wrap-ansi';

/** Where lines can be too long. */
export interface Terminal {
  readonly columns: number;
  /** A text, in lines of so many columns. */
  readonly wrap: (text: string, columns: number) => string[];
}

/**
 * A terminal of so many columns. Only who has one loads this: to know how wide a character is, wrap-ansi compiles Unicode's
 * emoji to regular expressions, which takes a third of what all else takes that a run loads.
 */
export const terminalOf = (columns: number): Terminal => ({
  columns,
  wrap: (text, width) => wrapAnsi(text, width, { hard: true }).split('\n'),
});
