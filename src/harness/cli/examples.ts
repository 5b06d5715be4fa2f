/** A command line without the program's name, and what it does. */
export type Example = readonly [line: string, what: string];

/** The end of a command's help. */
export const printExamples = (examples: readonly Example[]): string =>
  `\nExamples:\n${examples.map(([line, what]) => `  $ driftproof ${line}\n      ${what}\n`).join('')}`;
