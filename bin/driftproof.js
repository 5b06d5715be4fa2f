#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);

/** A checkout may have no build. Node 20 does not read TypeScript by itself: jiti does, and keeps what it translated. */
async function loadSources() {
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url).import('../src/harness/cli/main.ts');
}

const { main } = await (existsSync(built) ? import(built.href) : loadSources());
await main();
