import { resolve } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { findChromium } from './spec/browser/find-chromium.ts';
import { alone } from './spec/support/alone.ts';
import LongestFirst from './spec/support/longest-first.ts';

/** Specs that open pages in a browser, where there is none. */
function leftOut(): string[] {
  if (findChromium()) return [];
  console.error('Not run: spec/browser, as there is no Chromium here; install it, or name it in CHROMIUM.');
  return ['spec/browser/**'];
}

// The package's own name means its sources here, as it does for the compiler (tsconfig.json).
const alias = [
  { find: /^driftproof$/, replacement: resolve('src/harness/api/index.ts') },
  { find: /^driftproof\/vitest$/, replacement: resolve('src/harness/vitest/vitest.ts') },
];

const settings = {
  setupFiles: ['spec/support/by-socket.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  maxWorkers: 2,
  // Postgres's parser stays as it is compiled at first: see src/harness/cli/slow-to-optimise.ts.
  execArgv: ['--wasm-tiering-budget=1800000000'],
};

const never = [...configDefaults.exclude, ...leftOut()];
const sharing = {
  name: 'sharing',
  isolate: false,
  include: ['spec/**/*.spec.ts'],
  exclude: [...never, ...alone],
};
const apart = { name: 'alone', isolate: true, include: [...alone], exclude: never };

/** `vitest run --mode container` and `--mode embedded` force a server kind; without, `auto` picks one. */
export default defineConfig(({ mode }) => {
  const env = { DRIFTPROOF_TEST_SERVER: mode === 'test' ? 'auto' : mode };
  return {
    test: {
      ...settings,
      env,
      globalSetup: ['spec/support/build.ts', 'spec/support/server.ts'],
      sequence: { sequencer: LongestFirst },
      reporters: ['default', './spec/support/slowest.ts'],
      projects: [sharing, apart].map((each) => ({ resolve: { alias }, test: { ...settings, env, ...each } })),
    },
  };
});
