import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { once } from '../model/once.ts';

/** V8's own way to free what nothing refers to, which it gives to a context that is made once it is told to. */
const collector = once((): unknown => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('globalThis.gc');
});

/** Frees what nothing refers to any more, where V8 can be asked to. */
export function collectGarbage(): void {
  const collect = collector();
  if (typeof collect === 'function') collect();
}
