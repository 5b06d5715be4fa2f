/** One lexical unit of SQL. Quoted ones keep their quotes. */
export interface Token {
  readonly type: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'symbol';
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly at: number;
  /** How many brackets are open around it; those that open or close a pair count as outside it. */
  readonly depth: number;
}

const blank = /[ \t\n\r\f\v]+/y;

/**
 * Postgres's lexical rules with standard_conforming_strings on, as far as printed definitions use them (Postgres
 * manual, "Lexical Structure"). A prefix before a string other than B changes how it ends (E'…') or is never printed.
 */
const rules: readonly (readonly [Token['type'], RegExp])[] = [
  ['string', /[bB]?'(?:[^']|'')*'/y],
  ['name', /"(?:[^"]|"")+"/y],
  ['word', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*(?!['\w$\u0080-\uffff])/y],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w$'.\u0080-\uffff])/y],
  ['parameter', /\$\d+(?![\w$'\u0080-\uffff])/y],
  ['symbol', /::|(?!--|\/\*)[()[\]+\-*/<>=~!@#%^&|`?:;,.]/y],
];

const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/**
 * The tokens of a text that is closed in itself: every quote and bracket that it opens it closes, and no other.
 * Nothing for any other text, and for one with a comment or a dollar quote, which Postgres never prints: whatever is
 * after a closed text in a statement stays what it is, and brackets around it stay around all of it.
 */
export function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const open: string[] = [];
  for (let at = skipBlank(text, 0); at < text.length; at = skipBlank(text, at)) {
    const found = tokenAt(text, at);
    if (!found) return undefined;
    const opener = closing[found.text];
    if (opener && open.pop() !== opener) return undefined;
    tokens.push({ ...found, at, depth: open.length });
    if (found.text === '(' || found.text === '[') open.push(found.text);
    at += found.text.length;
  }
  return open.length === 0 ? tokens : undefined;
}

/** The items of a list that Postgres printed, such as `lower(a), (b + c)`; the whole text where it is no such list. */
export function splitList(text: string): string[] {
  const commas = (tokensOf(text) ?? []).filter((token) => token.text === ',' && token.depth === 0);
  const ends = [...commas.map(({ at }) => at), text.length];
  return ends.map((end, at) => text.slice(at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, end).trim());
}

function skipBlank(text: string, at: number): number {
  blank.lastIndex = at;
  return blank.test(text) ? blank.lastIndex : at;
}

function tokenAt(text: string, at: number): { type: Token['type']; text: string } | undefined {
  for (const [type, rule] of rules) {
    rule.lastIndex = at;
    const [found] = rule.exec(text) ?? [];
    if (found !== undefined) return { type, text: found };
  }
  return undefined;
}
