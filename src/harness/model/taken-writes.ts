/** Stands in for a stream's `write`: hands on what is written, and calls back who waits for that. */
export const takenWrites =
  (take: (text: unknown) => void = () => {}) =>
  (text: unknown, ...more: readonly unknown[]): boolean => {
    take(text);
    const done = more.at(-1);
    if (typeof done === 'function') setImmediate(() => done());
    return true;
  };
