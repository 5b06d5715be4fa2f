import fc from 'fast-check';
import { literalsIn, numbersIn } from './literals.ts';

/** Texts found in expressions such as those of checks: each may be a value that they accept. */
export function literalsInChecks(expressions: readonly string[], seed: number, samples: number): string[] {
  const found = expressions.flatMap((expression) => [
    ...textsIn(expression),
    ...boundsIn(expression),
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

/** A number is mostly a bound, of a value or of a text's length. */
const boundsIn = (expression: string): string[] =>
  numbersIn(expression).flatMap((number) => [
    ...[number, number + 1, number - 1].map(String),
    ...(/length/.test(expression) ? [number, number + 1, number - 1] : [])
      .filter((length) => length > 0 && length <= 1000)
      .map((length) => 'x'.repeat(length)),
  ]);

/** Some texts that each regular expression matches, as far as it means in JavaScript what it means in Postgres. */
function matching(expression: string, seed: number, numRuns: number): string[] {
  return patternsIn(expression).flatMap((pattern) => {
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

/** Patterns as JavaScript writes them; SIMILAR TO is printed as a call of similar_to_escape, and matches whole texts. */
function patternsIn(expression: string): string[] {
  const texts = (found: RegExp): string[] =>
    [...expression.matchAll(found)].map(([, text = '']) => text.replaceAll("''", "'"));
  return [
    ...texts(/~\*? \(?'((?:[^']|'')*)'/g).map((pattern) =>
      pattern.replace(/\[:(\w+):\]/g, (all, name) => classes[name] ?? all),
    ),
    ...texts(/similar_to_escape\('((?:[^']|'')*)'/g).map(
      (pattern) => `^(?:${pattern.replaceAll('%', '.*').replaceAll('_', '.')})$`,
    ),
  ];
}

/** Character classes (Postgres manual, "Bracket Expressions"), of ASCII alone. */
const classes: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  xdigit: '0-9A-Fa-f',
  space: ' ',
  punct: '!-.',
  word: 'A-Za-z0-9_',
};

/** What JavaScript cannot read, or fast-check cannot make texts for. */
const isOfOthers = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof Error && /not implemented yet/.test(error.message));
