import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { historyIsOneLine } from '../../../../src/harness/checks/folder/history-is-one-line.ts';
import type { Context } from '../../../../src/harness/commands/context.ts';
import { rememberIn } from '../../../../src/harness/commands/remember.ts';
import { readFolder } from '../../../../src/harness/history/folder.ts';
import { good, noon, useFolders } from '../../history/support/folder.ts';

const write = useFolders();

/** Counts how often the folder's statements are asked for while `history` is run on it. */
async function projectThatCounts() {
  const home = await write({ 'node_modules/some/package.json': '{}', ...good.journal() });
  const project = { configFile: join(home, 'drizzle.config.ts'), out: home } as Context['project'];
  const environment = { cwd: home, env: {}, now: () => new Date(noon(20)) };
  const run = async (build = 1) => {
    let made = 0;
    const remember = rememberIn({ project, environment }, build);
    const findings = await historyIsOneLine(await readFolder(home), {
      now: noon(20),
      remember: (content, make) =>
        remember?.(content, () => {
          made += 1;
          return make();
        }) ?? make(),
    });
    return { made, rules: findings.map(({ rule }) => rule) };
  };
  const change = (name: string, sql: string) => writeFile(join(home, name), sql);
  return { run, change, caches: join(home, 'node_modules/.cache/driftproof') };
}

it('what was found in a folder is found again without parsing it, and only as long as it is what it was', async () => {
  const { run, change } = await projectThatCounts();
  const [up = ''] = Object.keys(good.journal()).filter((name) => /(?<!_down)\.sql$/.test(name));
  expect(await run()).toEqual({ made: 1, rules: [] });
  expect(await run()).toEqual({ made: 0, rules: [] });
  await change(up, 'SELECT 1; COMMIT;');
  expect(await run()).toEqual({ made: 1, rules: ['migration-transaction-control'] });
  expect(await run()).toEqual({ made: 0, rules: ['migration-transaction-control'] });
  await change(up, 'SELEC 1;');
  expect(await run()).toEqual({ made: 1, rules: ['migration-syntax'] });
});

it('another build finds out for itself', async () => {
  const { run } = await projectThatCounts();
  expect((await run(1)).made).toBe(1);
  expect((await run(2)).made).toBe(1);
});

it.each(['{}', 'x\n[]', ''])('a cache file of %j is not taken for an answer', async (text) => {
  const { run, change, caches } = await projectThatCounts();
  await run();
  const [file = ''] = await readdir(caches);
  await change(join('node_modules/.cache/driftproof', file), text);
  expect(await run()).toEqual({ made: 1, rules: [] });
});

it('sources keep nothing: they may say something else after the next change', () => {
  expect(rememberIn({} as Context)).toBeUndefined();
});
