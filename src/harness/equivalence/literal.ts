import { type Token, tokensOf } from '../catalog/tokens.ts';

/**
 * Whether a text is a literal, an array of literals, or a cast of those: nothing that calls a function by name, so that
 * its value can be asked for.
 */
export function isLiteral(text: string): boolean {
  const tokens = tokensOf(text);
  return tokens !== undefined && valueAt(tokens, 0) === tokens.length;
}

/** Whether a text is NULL, or a cast of it. */
export const isNullLiteral = (text: string): boolean =>
  isLiteral(text) && /^null\b/i.test(text.replace(/^[\s(]+/, ''));

/** Each of these reads from one token on; the answer is where it ends, or nothing when it is not there. */
type Reading = number | undefined;

/** `value :: type :: type` */
function valueAt(tokens: readonly Token[], at: number): Reading {
  let end = plainAt(tokens, at);
  while (end !== undefined && isSymbol(tokens[end], '::')) end = typeAt(tokens, end + 1);
  return end;
}

function plainAt(tokens: readonly Token[], at: number): Reading {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.type === 'string' || token.type === 'number') return at + 1;
  if (isSymbol(token, '-')) return tokens[at + 1]?.type === 'number' ? at + 2 : undefined;
  if (isSymbol(token, '(')) return closedBy(tokens, valueAt(tokens, at + 1), ')');
  if (token.type !== 'word') return undefined;
  if (/^(true|false|null)$/i.test(token.text)) return at + 1;
  if (/^array$/i.test(token.text) && isSymbol(tokens[at + 1], '['))
    return closedBy(tokens, listAt(tokens, at + 2), ']');
  return undefined;
}

/** `value, value, …`, or nothing at all. */
function listAt(tokens: readonly Token[], at: number): Reading {
  if (isSymbol(tokens[at], ']')) return at;
  let end = valueAt(tokens, at);
  while (end !== undefined && isSymbol(tokens[end], ',')) end = valueAt(tokens, end + 1);
  return end;
}

/** Words that go on with the name of a built-in type, such as `character varying`. */
const goesOn = /^(varying|precision|with|without|time|zone|year|month|day|hour|minute|second|to)$/i;

/** `schema.name (1, 2) with time zone [] []` */
function typeAt(tokens: readonly Token[], at: number): Reading {
  let end = at;
  if (!isNameToken(tokens[end])) return undefined;
  end++;
  while (isSymbol(tokens[end], '.') && isNameToken(tokens[end + 1])) end += 2;
  end = wordsFrom(tokens, end);
  if (isSymbol(tokens[end], '(')) end = numbersAt(tokens, end + 1) ?? end;
  end = wordsFrom(tokens, end);
  while (isSymbol(tokens[end], '[') && isSymbol(tokens[end + 1], ']')) end += 2;
  return end;
}

function wordsFrom(tokens: readonly Token[], at: number): number {
  let end = at;
  while (tokens[end]?.type === 'word' && goesOn.test(tokens[end]?.text ?? '')) end++;
  return end;
}

function numbersAt(tokens: readonly Token[], at: number): Reading {
  let end = at;
  while (tokens[end]?.type === 'number' || isSymbol(tokens[end], ',') || isSymbol(tokens[end], '-')) end++;
  return closedBy(tokens, end, ')');
}

const closedBy = (tokens: readonly Token[], end: Reading, bracket: string): Reading =>
  end !== undefined && isSymbol(tokens[end], bracket) ? end + 1 : undefined;

const isSymbol = (token: Token | undefined, text: string): boolean =>
  token?.type === 'symbol' && token.text === text;

const isNameToken = (token: Token | undefined): boolean => token?.type === 'word' || token?.type === 'name';
