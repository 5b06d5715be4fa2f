import { type Token, tokensOf } from '../catalog/tokens.ts';

/** Whether a text may be put in a certain place of a statement without being more than what belongs there. */
export type Shape = (text: string) => boolean;

const withTokens =
  (test: (tokens: readonly Token[]) => boolean): Shape =>
  (text) => {
    const tokens = tokensOf(text);
    return tokens !== undefined && tokens.length > 0 && test(tokens);
  };

const beginsWith = (words: readonly string[], tokens: readonly Token[]): boolean =>
  words.every((word, at) => tokens[at]?.type === 'word' && tokens[at].text.toUpperCase() === word);

/** Something that stays inside the brackets it is put in: an expression, a query, a list of arguments. */
export const bracketed: Shape = withTokens(
  (tokens) => !tokens.some(({ type, text }) => type === 'symbol' && text === ';'),
);

/** A statement that begins with one of these; the first words decide what kind of statement it is. */
export const statement = (...beginnings: readonly string[]): Shape =>
  withTokens((tokens) => beginnings.some((words) => beginsWith(words.split(' '), tokens)));
