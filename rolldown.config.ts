import { defineConfig } from 'rolldown';

type InfoOf = (id: string) => { readonly importers: readonly string[] } | null;

/** Whether a module is loaded as soon as one of some others is. */
function isReached(from: RegExp, id: string, infoOf: InfoOf, seen = new Set<string>()): boolean {
  if (from.test(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return infoOf(id)?.importers.some((each) => isReached(from, each, infoOf, seen)) ?? false;
}

/**
 * Many small files take longer to open one by one than to read: what is always loaded together is one. `from` are files, and
 * what they reach by `import` at their top goes with them; a greater priority takes what both reach.
 */
const together = (name: string, from: RegExp, priority: number) => ({
  debugName: name,
  name: (id: string, context: { readonly getModuleInfo: InfoOf }) =>
    isReached(from, id, (each) => context.getModuleInfo(each)) ? name : null,
  priority,
});

/** One file for each way in, one for what every run needs, and one for what a command loads when it is called. Packages are left where npm puts them. */
export default defineConfig({
  input: {
    index: 'src/harness/api/index.ts',
    cli: 'src/harness/cli/main.ts',
    github: 'src/harness/github/main.ts',
    tests: 'src/harness/vitest/migration-tests.ts',
    vitest: 'src/harness/vitest/vitest.ts',
  },
  platform: 'node',
  external: /^[^./]/,
  // What one command loads when it needs it, another loads at once.
  checks: { ineffectiveDynamicImport: false },
  output: {
    dir: 'dist',
    cleanDir: true,
    chunkFileNames: 'chunks/[name].js',
    codeSplitting: {
      groups: [
        together('start', /\/cli\/main\.ts$/, 2),
        together('every-run', /\/(cli\/execute|commands\/drift)\.ts$/, 1),
        together('comparing', /\/commands\/drift\/comparing\.ts$/, 0),
      ],
    },
  },
});
