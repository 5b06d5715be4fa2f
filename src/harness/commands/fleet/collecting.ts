import type { Environment } from '../environment.ts';

/** Some 15 MB. */
const mostObjects = 15_000;

/**
 * Counts objects that were compared, and has what they took freed whenever they are many: by itself V8 waits until the heap is
 * up to four times as large as what is in use (V8, heap-controller.cc), so that a run for many takes more than one for a few.
 */
export function collecting({ collect }: Environment): (objects: number) => void {
  let compared = 0;
  return (objects) => {
    compared += objects;
    if (compared < mostObjects) return;
    compared = 0;
    collect?.();
  };
}
