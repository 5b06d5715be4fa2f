import { type Token, tokensOf } from './tokens.ts';

/** Whether a text may be put in a certain place of a statement without being more than what belongs there. */
export type Shape = (text: string) => boolean;

const withTokens =
  (test: (tokens: readonly Token[]) => boolean): Shape =>
  (text) => {
    const tokens = tokensOf(text);
    return tokens !== undefined && tokens.length > 0 && test(tokens);
  };

const without = (symbols: readonly string[], tokens: readonly Token[], depth = Number.POSITIVE_INFINITY) =>
  !tokens.some(({ type, text, depth: at }) => type === 'symbol' && at <= depth && symbols.includes(text));

const beginsWith = (words: readonly string[], tokens: readonly Token[]): boolean =>
  words.every((word, at) => tokens[at]?.type === 'word' && tokens[at].text.toUpperCase() === word);

/** Something that stays inside the brackets it is put in: an expression, a query, a list of arguments. */
export const bracketed: Shape = withTokens((tokens) => without([';'], tokens));

/** A statement that begins with one of these; the first words decide what kind of statement it is. */
export const statement = (...beginnings: readonly string[]): Shape =>
  withTokens((tokens) => beginnings.some((words) => beginsWith(words.split(' '), tokens)));

/** What follows ADD CONSTRAINT: a comma outside brackets would begin another action of the ALTER TABLE. */
export const exclusion: Shape = withTokens(
  (tokens) => beginsWith(['EXCLUDE'], tokens) && without([';'], tokens) && without([','], tokens, 0),
);

/** What follows PARTITION BY: a word, and brackets to the end. */
export const partitioning: Shape = withTokens(
  (tokens) =>
    ['RANGE', 'LIST', 'HASH'].some((word) => beginsWith([word], tokens)) &&
    without([';'], tokens) &&
    tokens.slice(1).every(({ depth, text }) => depth > 0 || text === '(' || text === ')'),
);
