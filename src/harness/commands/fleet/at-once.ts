/** Calls `use` with each item, for so many at once as `most` says. */
export async function eachAtOnce<T>(
  items: Iterable<T>,
  most: number,
  use: (item: T) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) await use(next.value);
  };
  await Promise.all(Array.from({ length: most }, work));
}

/** A function that runs what it is given one after the other, whoever asks. */
export function oneByOne(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = last.then(run);
    last = result.catch(() => {});
    return result;
  };
}
