/** The texts in an expression as Postgres prints it. */
export const literalsIn = (expression: string): string[] =>
  [...expression.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"));

/** The numbers in an expression: mostly bounds, of a value or of a text's length. */
export const numbersIn = (expression: string): number[] =>
  [...expression.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
