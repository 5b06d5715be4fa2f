import { type Token, tokensOf } from './tokens.ts';

/** A definition with its expressions taken out, and those in their order. */
export interface KeyList {
  /** What stands between the expressions. */
  readonly rest: readonly string[];
  readonly expressions: readonly string[];
}

/**
 * Takes `EXCLUDE USING gist (lower(a) WITH =, (a + b) WITH =) WHERE ((a > 0))` and `LIST (lower(a))` apart. A constraint or
 * a partitioned table made of the whole text would call the immutable functions in it at once; a policy calls nothing.
 */
export function keyListOf(text: string): KeyList | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  const spans = tokens.flatMap((token, index) => {
    if (!opensExpression(tokens, index)) return [];
    const end = tokens.findIndex((each, at) => at > index && each.text === ')' && each.depth === token.depth);
    return [{ from: calledFrom(tokens, index).at, to: (tokens[end]?.at ?? text.length) + 1 }];
  });
  const [starts, ends] = [spans.map(({ from }) => from), spans.map(({ to }) => to)];
  return {
    rest: [0, ...ends].map((from, at) => text.slice(from, starts[at] ?? text.length)),
    expressions: spans.map(({ from, to }) => text.slice(from, to)),
  };
}

/** Takes a key of an index, such as `lower(a) COLLATE "C" DESC`, apart in the same way; what is no column comes first. */
export function indexKeyOf(text: string): KeyList | undefined {
  const tokens = tokensOf(text);
  const open = tokens?.findIndex((each) => each.text === '(' && each.depth === 0) ?? -1;
  if (!tokens || open < 0 || !tokens.slice(0, open).every(isPartOfName)) return undefined;
  const close = tokens.find((each, at) => at > open && each.text === ')' && each.depth === 0);
  const end = (close?.at ?? text.length) + 1;
  return { rest: [text.slice(end)], expressions: [text.slice(0, end)] };
}

/** Names next to one another are a column and its operator class; with a dot between they are one name. */
const isPartOfName = ({ type, text }: Token, at: number): boolean =>
  at % 2 === 0 ? type === 'word' || type === 'name' : text === '.';

/** Keys are in the first brackets, expressions in brackets of their own within; WHERE has brackets too. */
function opensExpression(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.text !== '(') return false;
  const first = tokens.findIndex(({ text }) => text === '(');
  const behindFirst = tokens.slice(first + 1, index).some(({ text, depth }) => text === ')' && depth === 0);
  return behindFirst
    ? token.depth === 0 && tokens[index - 1]?.text.toUpperCase() === 'WHERE'
    : token.depth === 1;
}

/** A function is called by a name, which may be qualified, before its brackets. */
function calledFrom(tokens: readonly Token[], index: number): Token {
  let from = index;
  const isName = (at: number): boolean =>
    tokens[at]?.depth === 1 && (tokens[at]?.type === 'word' || tokens[at]?.type === 'name');
  if (isName(index - 1)) from = index - 1;
  while (from < index && tokens[from - 1]?.text === '.' && isName(from - 2)) from -= 2;
  return tokens[from] as Token;
}
