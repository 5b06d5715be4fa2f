import { resolve } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { findChromium } from './spec/browser/find-chromium.ts';
import LongestFirst from './spec/support/longest-first.ts';

/** Specs that open pages in a browser, where there is none. */
function leftOut(): string[] {
  if (findChromium()) return [];
  console.error('Not run: spec/browser, as there is no Chromium here; install it, or name it in CHROMIUM.');
  return ['spec/browser/**'];
}

/** `vitest run --mode container` and `--mode embedded` force a server kind; without, `auto` picks one. */
export default defineConfig(({ mode }) => ({
  // The package's own name means its sources here, as it does for the compiler (tsconfig.json).
  resolve: {
    alias: [
      { find: /^driftproof$/, replacement: resolve('src/harness/api/index.ts') },
      { find: /^driftproof\/vitest$/, replacement: resolve('src/harness/vitest/vitest.ts') },
    ],
  },
  test: {
    include: ['spec/**/*.spec.ts'],
    exclude: [...configDefaults.exclude, ...leftOut()],
    setupFiles: ['spec/support/by-socket.ts'],
    globalSetup: ['spec/support/build.ts', 'spec/support/server.ts'],
    env: { DRIFTPROOF_TEST_SERVER: mode === 'test' ? 'auto' : mode },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Postgres's parser stays as it is compiled at first: see src/harness/cli/slow-to-optimise.ts.
    execArgv: ['--wasm-tiering-budget=1800000000'],
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './spec/support/slowest.ts'],
  },
}));
