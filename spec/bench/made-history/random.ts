/** Numbers that a seed decides. */
export interface Random {
  /** A whole number from 0 to less than `end`. */
  below(end: number): number;
  pick<T>(list: readonly T[]): T;
  /** Whether something happens that happens once in so many times. */
  oneIn(times: number): boolean;
}

/** The generator "mulberry32": the same seed gives the same numbers everywhere. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    pick: <T>(list: readonly T[]): T => {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    oneIn: (times) => below(times) === 0,
  };
}
