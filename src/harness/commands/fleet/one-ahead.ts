/** Calls `use` with what `read` gives for each item, in order, while the next one is read: no more than two are held at once. */
export async function oneAhead<T, R>(
  items: readonly T[],
  read: (item: T) => Promise<R>,
  use: (result: R) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  const next = (): Promise<R> | undefined => {
    const { value, done } = left.next();
    const reading = done ? undefined : read(value);
    // It may fail while the one before it is used, where nobody waits for it yet.
    reading?.catch(() => {});
    return reading;
  };
  for (let reading = next(); reading; ) {
    const result: R = await reading;
    reading = next();
    await use(result);
  }
}
