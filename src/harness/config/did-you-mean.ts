import leven from 'leven';

/** What to write in place of a word that is none of some words: the one that is meant, or all where they are few. */
export function didYouMean(given: string, words: readonly string[], all: string): string {
  const near = words
    .map((word) => ({ word, distance: leven(given.toLowerCase(), word.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, given.length / 3))
    .sort((a, b) => a.distance - b.distance)[0];
  return near ? `did you mean "${near.word}"?` : all;
}
