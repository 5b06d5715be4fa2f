import { defineConfig } from 'rolldown';

/** One file for each way in, and one for what a command loads when it is called. Packages are left where npm puts them. */
export default defineConfig({
  input: {
    index: 'src/harness/api/index.ts',
    cli: 'src/harness/cli/main.ts',
    tests: 'src/harness/vitest/migration-tests.ts',
    vitest: 'src/harness/vitest/vitest.ts',
  },
  platform: 'node',
  external: /^[^./]/,
  output: { dir: 'dist', cleanDir: true, chunkFileNames: 'chunks/[name].js' },
});
