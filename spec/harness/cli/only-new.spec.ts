import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/harness/api/index.ts';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { runInProcess } from '../../support/in-process.ts';
import {
  configOf,
  type Files,
  historyOf,
  type RanIn,
  runIn,
  useStrangers,
  writeFiles,
} from '../../support/projects.ts';

const write = useStrangers();

/** No down takes its up back, so that each migration that is tried is found. */
const history = historyOf(
  ...['a', 'b', 'c', 'z'].map((name) => [`CREATE TABLE ${name} (id integer);`, 'SELECT 1;'] as const),
);
const project: Files = {
  ...configOf(
    ['a', 'b', 'c', 'z'].map((t) => `export const ${t} = d.pgTable('${t}', { id: d.integer() });`).join('\n'),
  ),
  ...history,
};

const made = (): Promise<string> => write(project);

function git(cwd: string, ...args: readonly string[]): void {
  const who = ['-c', 'user.name=someone', '-c', 'user.email=someone@example.com'];
  execFileSync('git', [...who, ...args], { cwd, stdio: 'pipe' });
}

/** A repository whose branch `before` has the first two migrations. */
async function repository(): Promise<string> {
  const folder = await made();
  git(folder, 'init', '--quiet');
  git(folder, 'add', 'drizzle/0000*', 'drizzle/0001*');
  git(folder, 'commit', '--quiet', '--message', 'before');
  git(folder, 'branch', 'before');
  return folder;
}

async function tried(cwd: string, ...argv: readonly string[]) {
  const args = ['verify', '--no-cost', '--rows', '0', '--format', 'json', ...argv, ...onSuiteServer()];
  const { stdout, stderr } = await runHere(args, { cwd });
  const { migrations, notCompared, error } = JSON.parse(stdout);
  return {
    stderr,
    error,
    said: notCompared?.[0],
    tried: migrations
      ?.filter((each: { down: string }) => each.down !== 'not tried')
      .map((each: { tag: string }) => each.tag),
    ups: migrations?.map((each: { up: string }) => each.up),
  };
}

it('--since tries the migrations after a tag; the others are applied and named', async () => {
  const ran = await tried(await made(), '--since', '0002_step');
  expect(ran).toMatchObject({ tried: ['0003_step'], ups: ['ok', 'ok', 'ok', 'ok'] });
  expect(ran.said).toBe(
    'not tried, only applied: 0000_step … 0002_step, which are not after 0002_step (--since)',
  );
});

it('--base tries the migrations that a ref does not have', async () => {
  const ran = await tried(await repository(), '--base', 'before');
  expect(ran.tried).toEqual(['0002_step', '0003_step']);
  expect(ran.said).toBe(
    'not tried, only applied: 0000_step, 0001_step, which are in before already (--base)',
  );
});

it.each(['0000_step.sql', '0000_step_down.sql'])(
  '--base tries a migration whose %s was changed',
  async (file) => {
    const folder = await repository();
    const sql = file.includes('down') ? 'SELECT 2;' : 'CREATE TABLE a (id integer); SELECT 2;';
    await writeFile(join(folder, 'drizzle', file), sql);
    expect((await tried(folder, '--base', 'before')).tried).toEqual(['0000_step', '0002_step', '0003_step']);
  },
);

it.each([
  [['--since', '0002_stop'], '--since: there is no migration 0002_stop; did you mean "0002_step"?'],
  [['--since', 'x', '--base', 'y'], '--since and --base cannot be used together; '],
  [['--base', 'nowhere'], '--base: git knows no commit "nowhere" here; check its name, or fetch it first'],
  [['--base=--all'], '--base: git knows no commit "--all" here; '],
])('%j is an error of one line', async (argv, said) => {
  const { code, stdout, stderr } = await runHere(['verify', ...argv, ...onSuiteServer()], {
    cwd: await repository(),
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(said);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

it('says what is missing outside a repository, without git and in a shallow clone', async () => {
  const args = ['verify', '--base', 'before', ...onSuiteServer()];
  const outside = await runHere(args, { cwd: await made() });
  expect(outside).toMatchObject({ code: 1, stderr: expect.stringContaining('is in no git repository') });
  const folder = await repository();
  const without = await runHere(args, { cwd: folder, env: { PATH: '/nowhere' } });
  expect(without).toMatchObject({ code: 1, stderr: expect.stringContaining('git is not installed') });
  const clone = await write({});
  git(folder, 'add', 'drizzle', '*.ts');
  git(folder, 'commit', '--quiet', '--message', 'after');
  git(folder, 'tag', 'after');
  git(clone, 'clone', '--quiet', '--depth', '1', pathToFileURL(folder).href, 'shallow');
  const shallow = await runHere(args, { cwd: join(clone, 'shallow') });
  expect(shallow).toMatchObject({ code: 1, stderr: expect.stringContaining('the clone is shallow') });
});

describe('what older migrations build', () => {
  const known = (count: number): string =>
    expect.stringContaining(`what ${count} migrations build is known from an earlier run\n`);
  const caches = (folder: string) => join(folder, 'node_modules/.cache/driftproof');

  /** A project with a cache of its own. */
  async function cached(): Promise<string> {
    const folder = await write(project, false);
    await mkdir(join(folder, 'node_modules'));
    for (const name of await readdir('node_modules'))
      if (name !== '.cache') await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
    return folder;
  }

  const since = (folder: string) => runIn(folder, ['verify', '--rows', '0', '--since', '0002_step']);
  const foundIn = ({ findings, code, notCompared }: RanIn) => ({ findings, code, notCompared });

  it('is known from the first run on, and the same is found', async () => {
    const folder = await cached();
    const first = await since(folder);
    expect(first.stderr).not.toContain('known from an earlier run');
    expect(first.serious).toContain('table-extra z');
    const second = await since(folder);
    expect(second.stderr).toEqual(known(3));
    expect(foundIn(second)).toEqual(foundIn(first));
  });

  it('changes nothing of what is found of those that are new', async () => {
    const folder = await cached();
    const ofNew = ({ findings }: RanIn) =>
      findings.filter(
        ({ object, source }) => object.name === '0003_step' || source?.file.includes('0003_step'),
      );
    const all = ofNew(await runIn(folder, ['verify', '--rows', '5']));
    expect(all.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['table-extra', 'migration-step-fails']),
    );
    await since(folder);
    const ran = await runIn(folder, ['verify', '--rows', '5', '--since', '0002_step']);
    expect(ran.stderr).toContain('known from an earlier run');
    expect(ofNew(ran)).toEqual(all);
  });

  it('is read each time where nothing can be kept', async () => {
    const folder = await cached();
    await writeFile(join(folder, 'node_modules/.cache'), '');
    const env = { XDG_CACHE_HOME: join(folder, 'node_modules/.cache') };
    const args = ['verify', '--no-cost', '--rows', '0', '--since', '0002_step', '--format', 'json'];
    const run = () => runInProcess([...args, ...onSuiteServer()], { cwd: folder, env });
    const [first, second] = [await run(), await run()];
    expect(second.stderr).not.toContain('known from an earlier run');
    expect(JSON.parse(second.stdout).findings).toEqual(JSON.parse(first.stdout).findings);
    expect(JSON.parse(first.stdout).findings).toEqual(foundIn(await since(await cached())).findings);
  });

  it('is known from a run that tried them all', async () => {
    const folder = await cached();
    await runIn(folder, ['verify', '--rows', '0']);
    const entries = JSON.parse(project['drizzle/meta/_journal.json'] ?? '').entries;
    const more = historyOf(...entries.map(() => ['SELECT 1;', 'SELECT 1;'] as const), [
      'CREATE TABLE e (id integer);',
      'SELECT 1;',
    ]);
    await writeFiles(folder, {
      'drizzle/meta/_journal.json': more['drizzle/meta/_journal.json'] ?? '',
      'drizzle/0004_step.sql': more['drizzle/0004_step.sql'] ?? '',
    });
    const ran = await runIn(folder, ['verify', '--rows', '0', '--since', '0003_step']);
    expect(ran.stderr).toEqual(known(4));
    expect(ran.serious).toContain('table-extra e');
  });

  it('is not what is known any more where one of them was changed', async () => {
    const folder = await cached();
    await since(folder);
    await writeFile(join(folder, 'drizzle/0001_step.sql'), 'CREATE TABLE b (id bigint);');
    const ran = await since(folder);
    expect(ran.stderr).not.toContain('known from an earlier run');
    expect(ran.serious).toContain('column-type id');
    expect((await since(folder)).stderr).toEqual(known(3));
  });

  it.each([
    ['nothing', () => ''],
    ['garbage', () => 'x\n{}'],
    ['another catalog, with its checksum', (text: string) => text.replaceAll('"integer"', '"bigint"')],
    ['no timeline, with its checksum', () => '{}'],
  ])('is read again where the cache holds %s', async (what, spoil) => {
    const folder = await cached();
    const first = await since(folder);
    for (const name of (await readdir(caches(folder))).filter((each) => each.startsWith('timeline-'))) {
      const file = join(caches(folder), name);
      const spoilt = spoil((await readFile(file, 'utf8')).split('\n')[1] ?? '');
      const sum = createHash('sha256').update(`${name}\n${spoilt}`).digest('hex');
      await writeFile(file, what.endsWith('checksum') ? `${sum}\n${spoilt}` : spoilt);
    }
    const second = await since(folder);
    expect(second.stderr).not.toContain('known from an earlier run');
    expect(foundIn(second)).toEqual(foundIn(first));
    expect((await since(folder)).stderr).toEqual(known(3));
  });
});

it('is an option of the library', async () => {
  const [, server] = onSuiteServer();
  const report = await verify({ cwd: await made(), server, rows: 0, cost: false, since: '0002_step' });
  expect(report.steps.map(({ down }) => down).slice(0, 3)).toEqual(['not tried', 'not tried', 'not tried']);
});

it('how a migration that is not tried was applied is found all the same', async () => {
  const folder = await write({
    ...configOf("export const a = d.pgTable('a', { id: d.integer() });"),
    ...historyOf([
      'CREATE TABLE a (id integer);\n--> statement-breakpoint\nCREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;\n--> statement-breakpoint\nCALL p();\n--> statement-breakpoint\nDROP PROCEDURE p();',
      'DROP TABLE a;',
    ]),
  });
  const { serious } = await runIn(folder, ['verify', '--since', '0000_step']);
  expect(serious).toContain('migration-runs-outside-transaction 0000_step');
});
