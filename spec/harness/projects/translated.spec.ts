import { cp } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { loadModule } from '../../../src/harness/config/load-module.ts';
import type { Problem } from '../../../src/harness/model/problem.ts';
import { projectFiles } from '../../bench/made-history/write-project.ts';
import { runCli } from '../../support/cli.ts';
import { loadedBy } from '../../support/loads.ts';
import { configOf, type Files, historyOf, useStrangers } from '../../support/projects.ts';
import { type Both, byBoth } from './translated/by-both.ts';
import { fast, left, type Row } from './translated/rows.ts';

const write = useStrangers();

const inTwoFolders = async (files: Files, main = 'main.ts'): Promise<Both> =>
  byBoth(await write(files), await write(files), main);

describe('translated fast, as by Babel', () => {
  it.each(fast)('%s', async (...[, main, others]: Row) => {
    const both = await inTwoFolders({ 'main.ts': main, ...others });
    expect(both.ours).toBe(both.babel);
    expect(both.left).toEqual([]);
  });

  it.each([1, 2, 3])('a made schema, seed %s', async (seed) => {
    const files = projectFiles({ seed, migrations: 60, tables: 30, downs: false });
    const both = await inTwoFolders(files, 'schema.ts');
    expect(both.ours).toMatch(/PgTable/);
    expect(both.ours).toBe(both.babel);
    expect(both.left).toEqual([]);
  });
});

describe('left to Babel', () => {
  it.each(left)('%s', async (...[, main, others]: Row) => {
    const both = await inTwoFolders({ 'main.ts': main, ...others });
    expect(both.ours).toBe(both.babel);
    expect(both.left[0]).toBe('main.ts');
  });
});

it("the configs and schemas of strangers' projects, and of the application", async () => {
  const [ours, babel] = [await write({}), await write({})];
  for (const folder of [ours, babel]) {
    await cp('spec/projects', join(folder, 'projects'), { recursive: true });
    await cp('src/lib', join(folder, 'lib'), { recursive: true });
  }
  // Its tsconfig cannot be read, and jiti is not made without its aliases.
  const files = globSync('{projects,lib}/**/*.ts', { cwd: ours, ignore: '**/lost-tsconfig' }).sort();
  const left = new Set<string>();
  for (const file of files) {
    const both = await byBoth(ours, babel, file);
    expect(`${file}: ${both.ours}`).toBe(`${file}: ${both.babel}`);
    for (const each of both.left) left.add(each);
  }
  expect(files.length).toBeGreaterThan(80);
  expect(left.size).toBeLessThan(files.length / 10);
});

it('a config is loaded without Babel, which takes longer than all else that is loaded', async () => {
  const cwd = await write({ ...configOf(''), ...historyOf(['CREATE TABLE a (b int)']) });
  const loaded = await loadedBy((env) => runCli(['history'], { cwd, env }));
  const translators = loaded.filter((file) => /jiti\/dist\/babel|sucrase\/dist\/index/.test(file));
  expect(translators.map((file) => basename(dirname(dirname(file))))).toEqual(['sucrase']);
});

describe('what is wrong is said as Babel says it', () => {
  const failureOf = async (main: string): Promise<Problem> => {
    const file = join(await write({ 'main.ts': main }), 'main.ts');
    return loadModule(file, 'main.ts').then(
      () => Promise.reject(new Error('it loads')),
      (problem: Problem) => problem,
    );
  };

  it.each([
    [
      'a misspelt import',
      "import { pgTabel } from 'drizzle-orm/pg-core';\nexport const t = pgTabel('t', {});",
      '(0 , _pgCore.pgTabel) is not a function',
    ],
    ['what is no TypeScript', 'export const a = 1;\nexport const = 2;', 'ParseError: Unexpected token'],
    [
      'what only V8 refuses',
      'export const a = 1;\nconst a: number = 2;',
      "ParseError: Identifier 'a' has already been declared.",
    ],
    [
      'something of nothing',
      'type A = { b: string };\nexport const a = (undefined as never as A).b;',
      "Cannot read properties of undefined (reading 'b')",
    ],
  ])('%s', async (_, main, words) => {
    expect((await failureOf(main)).message.trim()).toBe(`main.ts: cannot be loaded: ${words}`);
  });

  it('with the line where something is thrown', async () => {
    const main =
      'interface A {\n  a: string;\n}\nexport const a = ((): A => {\n  throw new Error("here");\n})();';
    const { cause } = await failureOf(main);
    expect((cause as Error).stack).toMatch(/main\.ts:5:/);
  });

  it('once, where what fails is no matter of its translation', async () => {
    const main =
      "Object.assign(globalThis, { times: (Object(globalThis).times ?? 0) + 1 });\nthrow new Error('no');";
    await failureOf(main);
    expect(Object(globalThis).times).toBe(1);
  });
});
