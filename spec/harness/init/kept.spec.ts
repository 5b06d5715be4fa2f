import { execFile } from 'node:child_process';
import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import {
  type Files,
  historyOf,
  type RanIn,
  runIn,
  useStrangers,
  writeFiles,
} from '../../support/projects.ts';
import { git, make, projectIn, vitest } from './made.ts';

const newStranger = useStrangers();

/** A project of npm with vitest, and these files besides. */
async function project(files: Files = {}): Promise<string> {
  return make(await newStranger({}, false), {
    files: { ...projectIn('', 'ts', vitest), 'package-lock.json': '{}', ...files },
  });
}

const contents = async (folder: string): Promise<Files> =>
  Object.fromEntries(
    await Promise.all(
      git(folder, 'ls-files', '--cached', '--others', '--exclude-standard')
        .trim()
        .split('\n')
        .map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
    ),
  );

const statesIn = ({ files }: RanIn) => files.map(({ state, path }) => `${state} ${path}`);

const oneLine = (said: RegExp) =>
  expect.stringMatching(new RegExp(`^driftproof: (?=.*${said.source})[^\\n]+\\n$`));

it('--dry-run shows all and writes nothing', async () => {
  const folder = await project();
  const before = await contents(folder);
  const ran = await runIn(folder, ['init', '--dry-run']);
  expect(statesIn(ran)).toEqual([
    'planned driftproof.config.ts',
    'planned .github/workflows/driftproof.yml',
    'planned migrations.spec.ts',
    'planned .gitattributes',
    'planned driftproof.baseline.json',
  ]);
  expect(ran.code).toBe(0);
  expect(await contents(folder)).toEqual(before);
  const { files } = await runIn(folder, ['init']);
  expect(files.map(({ text }) => text)).toEqual(ran.files.map(({ text }) => text));
  const after = await contents(folder);
  for (const { path, text } of files.slice(0, 4)) expect(after[path]).toBe(text);
});

const calling = "import { testMigrations } from 'driftproof/vitest';";

it.each<[string, Files, number, string]>([
  ['settings', { 'driftproof.config.json': '{}' }, 0, 'kept driftproof.config.json'],
  ['settings in package.json', { 'package.json': '{"name":"made","driftproof":{}}' }, 0, 'kept package.json'],
  [
    'a workflow of ours that is half written',
    { '.github/workflows/driftproof.yml': 'name: [' },
    1,
    'kept .github/workflows/driftproof.yml',
  ],
  [
    'a workflow that verifies',
    { '.github/workflows/ci.yaml': 'run: npx driftproof verify' },
    1,
    'right .github/workflows/ci.yaml',
  ],
  [
    'a workflow that uses the action',
    { '.github/workflows/ci.yaml': '- uses: driftproof/driftproof@v0' },
    1,
    'right .github/workflows/ci.yaml',
  ],
  ['a test of this name', { 'migrations.spec.ts': '' }, 2, 'kept migrations.spec.ts'],
  ['a test of the migrations', { 'src/db.test.ts': calling }, 2, 'right src/db.test.ts'],
  ['line ends that are fixed', { '.gitattributes': '*.sql text eol=lf\n' }, 3, 'right .gitattributes'],
  ['texts that are left alone', { '.gitattributes': '* -text\n' }, 3, 'right .gitattributes'],
  ['line ends of Windows', { '.gitattributes': '*.sql eol=crlf\n' }, 3, 'kept .gitattributes'],
  ['other attributes', { '.gitattributes': '*.png binary' }, 3, 'added to .gitattributes'],
  [
    'a baseline',
    { 'driftproof.baseline.json': '{"version":1,"known":[]}' },
    4,
    'kept driftproof.baseline.json',
  ],
])('%s', async (_, files, at, state) => {
  const folder = await project(files);
  const before = await contents(folder);
  const ran = await runIn(folder, ['init']);
  expect(ran.code).toBe(0);
  expect(statesIn(ran)[at]).toBe(state);
  expect(ran.files[at]?.state === 'added to' || ran.files[at]?.why).toBeTruthy();
  const after = await contents(folder);
  for (const [path, text] of Object.entries(before)) {
    const added = state === `added to ${path}` ? `\n${ran.files[at]?.text}` : '';
    expect(after[path]).toBe(`${text}${added}`);
  }
  const again = await runIn(folder, ['init']);
  expect(again.files.filter(({ state: then }) => !['kept', 'right', 'left out'].includes(then))).toEqual([]);
  expect(await contents(folder)).toEqual(after);
});

it.each<[string, Files, RegExp]>([
  ['a package.json that is half written', { 'package.json': '{"name":' }, /package\.json: is not valid JSON/],
  [
    'settings that are half written',
    { 'driftproof.config.ts': 'export default {' },
    /driftproof\.config\.ts: /,
  ],
  [
    'settings by a name that is not read',
    { 'driftproof.config.mjs': '' },
    /driftproof\.config\.mjs: has no effect/,
  ],
  ['a baseline that is half written', { 'driftproof.baseline.json': '{' }, /driftproof\.baseline\.json: /],
  [
    'a file in the place of a folder',
    { '.github': '' },
    /\.github\/workflows\/driftproof\.yml: cannot be written/,
  ],
  ['no migrations', { 'drizzle/meta/_journal.json': '{"entries":[]}' }, /the journal lists no migrations/],
])('writes nothing, and says so in one line: %s', async (_, files, said) => {
  const folder = await project(files);
  const before = await contents(folder);
  const { code, stderr } = await runIn(folder, ['init']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(said) });
  expect(await contents(folder)).toEqual(before);
});

it('says in one line that there is no drizzle config, or that it is not installed', async () => {
  const empty = await newStranger({}, false);
  expect(await runIn(empty, ['init'])).toMatchObject({ code: 1, stderr: oneLine(/no drizzle\.config\.ts/) });
  const lone = await newStranger({ ...projectIn('', 'ts'), 'pnpm-lock.yaml': '' }, false);
  expect(await runIn(lone, ['init'])).toMatchObject({
    code: 1,
    stderr: oneLine(/driftproof is not installed.*; pnpm add -D driftproof/),
  });
  expect((await readdir(lone)).sort()).toEqual([
    'drizzle',
    'drizzle.config.ts',
    'package.json',
    'pnpm-lock.yaml',
    'schema.ts',
  ]);
});

it('a folder that cannot be written to is an error of one line', async () => {
  const folder = await project();
  const before = await contents(folder);
  await chmod(folder, 0o555);
  // Nothing keeps root from writing.
  const user = process.getuid?.() === 0 ? { uid: 65534 } : {};
  const script = join(folder, 'node_modules/driftproof/bin/driftproof.js');
  const ran = promisify(execFile)(process.execPath, [script, 'init'], { cwd: folder, ...user });
  await expect(ran).rejects.toMatchObject({
    code: 1,
    stderr: oneLine(/driftproof\.config\.ts: cannot be written: EACCES/),
  });
  await chmod(folder, 0o755);
  expect(await contents(folder)).toEqual(before);
});

it('a history that cannot be verified gets all but the baseline, which the next init writes', async () => {
  const folder = await project(historyOf(['CREATE TABLE a (id integer);'], ['SELECT no_such_column;']));
  const ran = await runIn(folder, ['init']);
  expect(ran.code).toBe(1);
  expect(ran.unanswered).toHaveLength(1);
  expect(statesIn(ran)).toEqual([
    'written driftproof.config.ts',
    'written .github/workflows/driftproof.yml',
    'written migrations.spec.ts',
    'written .gitattributes',
    'left out driftproof.baseline.json',
  ]);
  await writeFiles(folder, historyOf(['CREATE TABLE a (id integer);'], ['SELECT 1;']));
  const again = await runIn(folder, ['init']);
  expect(again.code).toBe(0);
  expect(statesIn(again).at(-1)).toBe('written driftproof.baseline.json');
  expect((await runIn(folder, ['verify'])).code).toBe(0);
});

it('where no server can be had, it says so and what it has written', async () => {
  const folder = await project();
  const ran = await runIn(folder, ['init', '--server', 'postgres://127.0.0.1:1/x']);
  expect(ran.code).toBe(1);
  expect(ran.files.map(({ state }) => state)).toEqual([
    'written',
    'written',
    'written',
    'written',
    'left out',
  ]);
  expect(ran.unanswered).toHaveLength(1);
});
