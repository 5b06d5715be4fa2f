import type * as Vitest from 'vitest';
import { type MigrationTest, migrationTests, type TestOptions } from './migration-tests.ts';

type TestApi = Pick<typeof Vitest, 'beforeAll' | 'describe' | 'it'>;

/** Replaying a long history takes time; the caller's own timeout decides what is too slow. */
const longestReplay = 30 * 60_000;

/** Declares the tests of a project's history. Throws a Problem when its config or its journal cannot be read. */
export async function nameTests(api: TestApi, config: string, options?: TestOptions): Promise<void> {
  const tests = await migrationTests(config, options);
  const [first] = tests;
  if (!first) return;
  api.describe(first.path[0], () => {
    // What it finds is told by the tests.
    api.beforeAll(() => first.run().then(undefined, () => {}), longestReplay);
    for (const [group, questions] of byGroup(tests)) api.describe(group, () => declare(api, questions));
  });
}

function byGroup(tests: readonly MigrationTest[]): ReadonlyMap<string, readonly MigrationTest[]> {
  const groups = new Map<string, MigrationTest[]>();
  for (const test of tests) groups.set(test.path[1], [...(groups.get(test.path[1]) ?? []), test]);
  return groups;
}

function declare({ it }: TestApi, tests: readonly MigrationTest[]): void {
  for (const { name, run } of tests)
    it(name, async ({ skip }) => {
      const untried = await run();
      if (untried !== undefined) skip(untried);
    });
}
