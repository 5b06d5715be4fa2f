/**
 * What has to be undone before the process may end: servers to stop, databases to drop.
 * Whoever makes something adds its undoing here first, so that a signal at any moment finds it.
 */
const undoings: (() => Promise<void>)[] = [];

/** Registers an undoing and returns it: calling it runs it once and takes it off the list. */
export function registerCleanup(undo: () => Promise<void>): () => Promise<void> {
  const once = async (): Promise<void> => {
    const at = undoings.indexOf(once);
    if (at < 0) return;
    undoings.splice(at, 1);
    await undo();
  };
  undoings.push(once);
  return once;
}

/** Undoes everything, the newest first; what fails is left for the next run's sweep. */
export async function cleanUpAll(): Promise<void> {
  for (let undo = undoings.at(-1); undo; undo = undoings.at(-1)) await undo().catch(() => {});
}
