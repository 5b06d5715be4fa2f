/** What is not seen in a text of Markdown, by which it is known again; `words` cannot end it. */
export const marker = (...words: readonly string[]): string =>
  `<!-- driftproof ${words.map((word) => encodeURIComponent(word).replaceAll('-', '%2D')).join(' ')} -->`;

/** The words of the first such marker that begins with these; undefined where there is none. */
export function wordsAfter(text: string, ...first: readonly string[]): readonly string[] | undefined {
  const start = marker(...first).slice(0, -' -->'.length);
  const line = text.split('\n').find((each) => each === `${start} -->` || each.startsWith(`${start} `));
  return line?.slice(start.length, -' -->'.length).trim().split(' ').filter(Boolean).map(decodeURIComponent);
}

/** What somebody else wrote may hold a marker too: we only ever write as a bot. */
export const isOurs = (
  each: { readonly user?: { readonly type?: string } | null; readonly body?: string | null | undefined },
  ...words: readonly string[]
): boolean => each.user?.type === 'Bot' && wordsAfter(each.body ?? '', ...words) !== undefined;
