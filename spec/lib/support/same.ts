import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** `expect(…).toEqual(…)`, asked only when the answer is no: it takes longer than the queries do. */
export function same(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
