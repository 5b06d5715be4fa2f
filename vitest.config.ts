import { defineConfig } from 'vitest/config';

/** `vitest run --mode container` and `--mode embedded` force a server kind; without, `auto` picks one. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ['spec/**/*.spec.ts'],
    globalSetup: ['spec/support/server.ts'],
    env: { DRIFTPROOF_TEST_SERVER: mode === 'test' ? 'auto' : mode },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
}));
