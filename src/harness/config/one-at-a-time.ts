let last: Promise<unknown> = Promise.resolve();

/**
 * Runs what changes the process while it runs, its environment or where it prints, when all that was given before has ended:
 * of two at once, one would put back what the other had changed.
 */
export function oneAtATime<T>(use: () => Promise<T>): Promise<T> {
  const turn = last.then(use);
  last = turn.catch(() => {});
  return turn;
}
