import fc from 'fast-check';

/** Texts found in expressions such as those of checks: each may be a value that they accept. */
export function literalsInChecks(expressions: readonly string[], seed: number, samples: number): string[] {
  const found = expressions.flatMap((expression) => [
    ...textsIn(expression),
    ...numbersIn(expression),
    ...matching(expression, seed, samples),
  ]);
  return [...new Set(found)];
}

/** The literals themselves, what is in those that are arrays, and what those that are patterns of LIKE match. */
const textsIn = (expression: string): string[] =>
  literalsIn(expression).flatMap((text) => [
    text,
    ...(/\b(lower|upper)\(|~~?\*/.test(expression) ? casesOf(text) : []),
    ...(/^\{.*\}$/.test(text) ? text.slice(1, -1).split(',') : []),
    ...(/[%_]/.test(text) ? [text.replace(/\\(.)|[%_]/g, (_, escaped = 'x') => escaped)] : []),
  ]);

/** Where case is no matter, a value may be in any. */
const casesOf = (text: string): string[] => [
  text.toLowerCase(),
  text.toUpperCase(),
  text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
];

const literalsIn = (expression: string): string[] =>
  [...expression.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"));

/** A number is mostly a bound, of a value or of a text's length. */
const numbersIn = (expression: string): string[] =>
  [...expression.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?/g)]
    .map(([number]) => Number(number))
    .flatMap((number) => [
      ...[number, number + 1, number - 1].map(String),
      ...(/length/.test(expression) ? [number, number + 1, number - 1] : [])
        .filter((length) => length > 0 && length <= 1000)
        .map((length) => 'x'.repeat(length)),
    ]);

/** Some texts that each regular expression matches, as far as it means in JavaScript what it means in Postgres. */
function matching(expression: string, seed: number, numRuns: number): string[] {
  const patterns = [...expression.matchAll(/~\*? \(?'((?:[^']|'')*)'/g)].map(([, text = '']) =>
    text.replaceAll("''", "'"),
  );
  return patterns.flatMap((pattern) => {
    try {
      return fc
        .sample(fc.stringMatching(new RegExp(pattern)), { seed, numRuns })
        .filter((text) => !text.includes('\0'));
    } catch (error) {
      if (isOfOthers(error)) return [];
      throw error;
    }
  });
}

/** What JavaScript cannot read, or fast-check cannot make texts for. */
const isOfOthers = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof Error && /not implemented yet/.test(error.message));
