import { counted } from '../../model/counted.ts';

/** Texts, and the targets of which each was said. */
export type NamedTexts = Map<string, string[]>;

/** More sentences are counted. */
const mostSentences = 8;
const mostNames = 3;

/** Sentences with those they are about, unless that is all of them; the most widespread first, the rest counted. */
export function sentencesOf(texts: NamedTexts, all: number): string[] {
  const sorted = mostFirst(texts);
  const rest = sorted.length - mostSentences;
  return [
    ...sorted
      .slice(0, mostSentences)
      .map(([text, names]) => (names.length === all ? text : `${text} (in ${shortly(names)})`)),
    ...(rest > 0 ? [`${counted(rest, 'more sentence')} on what was not compared: ask one target`] : []),
  ];
}

/** What targets were compared with: the one thing, or how many with each. */
export function comparedOf(texts: NamedTexts): string {
  const sorted = mostFirst(texts);
  const total = sorted.reduce((sum, [, names]) => sum + names.length, 0);
  if (sorted.length === 1) return `${counted(total, 'target')}, ${sorted[0]?.[0]}`;
  const each = sorted.slice(0, mostNames).map(([text, names]) => `${names.length} × ${text}`);
  const rest = sorted.length - mostNames;
  return [counted(total, 'target'), ...each, ...(rest > 0 ? [`${rest} others`] : [])].join(', ');
}

const mostFirst = (texts: NamedTexts): [string, readonly string[]][] =>
  [...texts].sort(([a, some], [b, more]) => more.length - some.length || (a < b ? -1 : 1));

const shortly = (names: readonly string[]): string =>
  names.length <= mostNames + 1
    ? names.join(', ')
    : `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`;
