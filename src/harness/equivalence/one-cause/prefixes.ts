import { type Token, tokensOf } from '../../catalog/tokens.ts';
import type { Value } from '../../model/catalog.ts';

/**
 * Whether two printed queries differ in nothing but the name of their one relation before each column. Postgres prints it in
 * views before 16, and from then on only where there is more than one (its release notes of 16).
 */
export function isSameButPrefix(a: Value, b: Value): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  const [one, other] = [tokensOf(a), tokensOf(b)];
  if (!one || !other) return false;
  const [more, less] = one.length > other.length ? [one, other] : [other, one];
  const known = new Set(prefixesIn(less));
  const [prefix, ...others] = new Set(prefixesIn(more).filter((each) => !known.has(each)));
  if (prefix === undefined || !less.some(({ text }) => text === prefix)) return false;
  return others.length === 0 && textOf(without(prefix, more)) === textOf(less);
}

const isPrefix = ({ type }: Token, next: Token | undefined): boolean =>
  (type === 'word' || type === 'name') && next?.text === '.';

const prefixesIn = (tokens: readonly Token[]): string[] =>
  tokens.flatMap((each, at) => (isPrefix(each, tokens[at + 1]) ? each.text : []));

/** Without a name wherever a dot follows it, and that dot. */
const without = (prefix: string, tokens: readonly Token[]): Token[] => {
  const isIt = (at: number): boolean => {
    const token = tokens[at];
    return token?.text === prefix && isPrefix(token, tokens[at + 1]);
  };
  return tokens.filter((_, at) => !isIt(at) && !(at > 0 && isIt(at - 1)));
};

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');
