/** A number of things for people: `1 migration`, `2 migrations`. */
export const counted = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? '' : 's'}`;
