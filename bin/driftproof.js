#!/usr/bin/env node
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/cli.js', import.meta.url);

/**
 * A checkout may have no build. Node 20 does not read TypeScript by itself: jiti does, and keeps what it translated, in the
 * checkout's own packages where nobody else can write to them.
 */
async function loadSources() {
  const { createJiti } = await import('jiti');
  const packages = fileURLToPath(new URL('../node_modules', import.meta.url));
  const folders = ['', '.cache', '.cache/driftproof-sources'].map((name) => join(packages, name));
  const fsCache = folders.every(isOwn) && folders[2];
  return createJiti(import.meta.url, { fsCache }).import('../src/harness/cli/main.ts');
}

/** Makes a folder that is not there. */
function isOwn(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(folder);
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}

const { main } = await (existsSync(built) ? import(built.href) : loadSources());
await main();
