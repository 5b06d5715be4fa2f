import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const caches = 'node_modules/.cache/driftproof';

/** Drops what earlier runs in this repository kept of its migrations: the next one parses them, as after a change. */
export function forgetFiles(): void {
  for (const name of readdirSync(caches)) if (name.startsWith('files-')) rmSync(join(caches, name));
}
