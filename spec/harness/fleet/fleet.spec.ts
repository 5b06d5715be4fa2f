import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { runInProcess } from '../../support/in-process.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const write = useStrangers();
const databases = useScratchDatabases();

const history = [
  ['CREATE TABLE t (id integer PRIMARY KEY, note text);', 'DROP TABLE t;'],
  ['CREATE INDEX t_note ON t (note);', 'DROP INDEX t_note;'],
] as const;

const migrated = async (...more: readonly string[]): Promise<Scratch> => {
  const database = await databases.create();
  for (const sql of [...history.map(([up]) => up), ...more]) await database.run(sql);
  return database;
};

let [berlin, madrid, paris, rome]: Scratch[] = [];
const secret = 's3cret-of-Oslo';
const nowhere = `postgres://reader:${secret}@127.0.0.1:1/oslo`;

beforeAll(async () => {
  berlin = await migrated();
  madrid = await migrated('DROP INDEX t_note');
  paris = await migrated('DROP INDEX t_note', 'ALTER TABLE t ALTER note SET NOT NULL');
  rome = await migrated();
});

const urls = (): Record<string, string> => ({
  berlin: berlin?.url.href ?? '',
  madrid: madrid?.url.href ?? '',
  paris: paris?.url.href ?? '',
  rome: rome?.url.href ?? '',
  oslo: nowhere,
});

const linesOf = (...names: readonly string[]): string =>
  names.map((name) => `${name} ${urls()[name]}\n`).join('');

const project = (settings: object, files: Record<string, string> = {}): Promise<string> =>
  write({
    'package.json': '{"type":"module"}',
    ...configOf(
      "export const t = d.pgTable('t', { id: d.integer().primaryKey(), note: d.text() }, (t) => [d.index('t_note').on(t.note)]);",
    ),
    ...historyOf(...history),
    'driftproof.config.json': JSON.stringify({ ledger: 'none', ...settings }),
    ...files,
  });

const run = async (cwd: string, args: readonly string[], env: Record<string, string> = {}) => {
  const command = args[0] === 'drift' || args[0] === 'repair' ? ['--server', inject('serverUrl')] : [];
  return runInProcess([...args, ...command], { cwd, env, now: () => new Date('2026-06-01') });
};

/** All targets, by a variable that holds several. */
const all = (): [object, Record<string, string>] => [
  { targets: [{ env: 'FLEET' }] },
  { FLEET: `# all of them\n${linesOf('berlin', 'madrid', 'paris', 'rome', 'oslo')}` },
];

interface Fleet {
  readonly summary: Readonly<Record<string, number>>;
  readonly targets: readonly { readonly name: string; readonly answer: string }[];
  readonly findings: readonly { readonly rule: string; readonly targets: readonly string[] }[];
  readonly verdicts: readonly { readonly compared: string; readonly unanswered: readonly string[] }[];
}

const reported = async (cwd: string, args: readonly string[] = [], env: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await run(cwd, ['drift', '--format', 'json', ...args], env);
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const report: Fleet = JSON.parse(stdout);
  return {
    code,
    stdout,
    stderr,
    report,
    answers: report.targets.map(({ name, answer }) => `${name} ${answer}`),
  };
};

describe('drift of several databases', () => {
  it('asks them all, says once what several share, and names the one that does not answer', async () => {
    const [settings, env] = all();
    const { code, report, answers, stderr } = await reported(await project(settings), [], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^driftproof: cannot connect to 127\.0\.0\.1:1\/oslo.*\(in oslo\)/m);
    expect(answers).toEqual([
      'oslo could not tell',
      'madrid findings',
      'paris findings',
      'berlin agrees',
      'rome agrees',
    ]);
    expect(report.findings.map(({ rule, targets }) => `${rule} ${targets.join(' ')}`)).toEqual([
      'index-missing madrid paris',
      'column-not-null paris',
      'could-not-tell oslo',
    ]);
    expect(report.verdicts).toEqual([
      {
        question: 'migrations ↔ database',
        compared: '4 targets, the database as of 0001_step',
        findings: 2,
        unanswered: [expect.stringContaining('127.0.0.1:1')],
      },
    ]);
  });

  it('ends as the worst: with findings where all answer, and well where all agree', async () => {
    const folder = await project({ targets: [{ file: 'urls.txt' }] });
    const ended = async (...names: readonly string[]): Promise<number> => {
      await writeFile(join(folder, 'urls.txt'), linesOf(...names));
      return (await reported(folder)).code;
    };
    expect([await ended('berlin', 'madrid'), await ended('berlin', 'rome')]).toEqual([2, 0]);
    expect([await ended('berlin', 'oslo'), await ended('madrid', 'oslo')]).toEqual([1, 1]);
  });

  it('prints no password, whatever the format', async () => {
    const names = ['berlin', 'madrid', 'paris', 'rome', 'oslo'];
    const lines = `${linesOf(...names)}broken postgres://a:${secret}/@x\n`;
    const folder = await project({ targets: [{ file: 'urls.txt' }] }, { 'urls.txt': lines });
    for (const format of ['text', 'json', 'markdown', 'html', 'github', 'gitlab', 'junit', 'sarif']) {
      const { stdout, stderr } = await run(folder, ['drift', '--verbose', '--format', format]);
      expect(`${stdout}${stderr}`, format).not.toContain(secret);
      expect(stdout, format).toContain('oslo');
      expect(stdout, format).toContain('paris');
    }
  });

  it('tells a person what does not agree line by line, and what does in one', async () => {
    const [settings, env] = all();
    const { stdout } = await run(await project(settings), ['drift'], env);
    const lines = stdout.split('\n').map((line) => line.trimEnd());
    expect(lines).toContain('  ? oslo    could not tell  1 without an answer');
    expect(lines).toContain('  ✗ madrid  1 warning  the database as of 0001_step');
    expect(lines).toContain('  ✗ paris   1 breaking, 1 warning  the database as of 0001_step');
    expect(lines).toContain('  ✓ 2 targets agree: berlin, rome');
    expect(lines).toContain('  index public.t.t_note is missing in the database (in madrid, paris)');
    expect(stdout).toMatch(/ {2}targets: 4 × Postgres \d/);
    expect(stdout).toMatch(/could not tell: 1 without an answer; .*\n$/);
  });

  it('gives JUnit a suite for each target', async () => {
    const [settings, env] = all();
    const { stdout } = await run(await project(settings), ['drift', '--format', 'junit'], env);
    const suites = [
      ...stdout.matchAll(/<testsuite name="([^"]*)" tests="\d+" failures="(\d+)" errors="(\d+)"/g),
    ];
    expect(suites.map(([, name, failures, errors]) => `${name} ${failures} ${errors}`)).toEqual([
      'berlin: migrations ↔ database 0 0',
      'madrid: migrations ↔ database 1 0',
      'oslo: migrations ↔ database 0 1',
      'paris: migrations ↔ database 2 0',
      'rome: migrations ↔ database 0 0',
    ]);
  });
});

describe('targets', () => {
  it('come from a variable, a file and a command; each is called as its line says, or as its source', async () => {
    const folder = await project(
      {
        targets: [
          { env: 'BERLIN_URL' },
          { name: 'the-eternal-city', env: 'ROME_URL' },
          { file: 'urls.txt' },
          { command: ['node', 'list.js', 'paris'] },
        ],
      },
      {
        'urls.txt': linesOf('madrid'),
        'list.js': `console.log(process.argv[2] + ' ' + process.env.PARIS_URL);`,
      },
    );
    const { berlin, rome, paris } = urls();
    const env = {
      BERLIN_URL: berlin ?? '',
      ROME_URL: rome ?? '',
      PARIS_URL: paris ?? '',
      PATH: process.env.PATH ?? '',
    };
    const { answers } = await reported(folder, [], env);
    expect(answers).toEqual([
      'madrid findings',
      'paris findings',
      'BERLIN_URL agrees',
      'the-eternal-city agrees',
    ]);
  });

  it('that cannot be known are named, and the others are asked', async () => {
    const folder = await project({
      targets: [
        { env: 'UNSET_URL' },
        { file: 'nowhere.txt' },
        { command: ['node', '-e', 'process.exit(3)'] },
        { env: 'BROKEN' },
        { env: 'ROME_URL' },
      ],
    });
    const env = {
      ROME_URL: urls().rome ?? '',
      BROKEN: `broken postgres://a:${secret}/@x`,
      PATH: process.env.PATH ?? '',
    };
    const { code, answers, report, stdout, stderr } = await reported(folder, [], env);
    expect(code).toBe(1);
    expect(answers.filter((each) => each.endsWith('agrees'))).toEqual(['ROME_URL agrees']);
    expect(answers).toHaveLength(5);
    const why = report.verdicts.flatMap(({ unanswered }) => unanswered).join('\n');
    expect(why).toContain('UNSET_URL: is not set');
    expect(why).toContain('nowhere.txt: no such file');
    expect(why).toContain('exit code 3');
    expect(`${stdout}${stderr}`).not.toContain(secret);
  });

  it('whose command holds a password, or prints one, show none', async () => {
    const url = `postgres://reader:${secret}@db.example.com/app`;
    const folder = await project({
      targets: [
        { command: ['sh', '-c', `echo ${url} >&2; exit 4`] },
        { command: ['no-such-program-here', url] },
        { name: `own ${url}`, env: 'UNSET_URL' },
      ],
    });
    for (const format of ['text', 'json', 'html', 'junit']) {
      const { code, stdout, stderr } = await run(folder, ['drift', '--format', format], {
        PATH: process.env.PATH ?? '',
      });
      expect(code).toBe(1);
      expect(`${stdout}${stderr}`, format).not.toContain(secret);
      expect(stderr).toContain('run it by hand: what it says is not shown here');
      expect(stderr).toContain('the command fails: no such program');
    }
  });

  it('are chosen by name, and shared among runs that leave none out', async () => {
    const [settings, env] = all();
    const folder = await project(settings);
    const named = await reported(folder, ['--target', 'ro*', '--target', 'berlin'], env);
    expect(named.answers).toEqual(['berlin agrees', 'rome agrees']);
    const shards = await Promise.all(['1/2', '2/2'].map((part) => reported(folder, ['--shard', part], env)));
    const asked = shards.map(({ report }) => report.targets.map(({ name }) => name).sort());
    expect(asked).toEqual([
      ['berlin', 'oslo', 'rome'],
      ['madrid', 'paris'],
    ]);
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      'a name that no target has',
      ['--target', 'beriln'],
      /no target is called "beriln"; did you mean "berlin"\?/,
    ],
    ['a part that has none', ['--shard', '9/9'], /there are 5 targets, so that this part has none/],
    [
      'a plan of several',
      ['--sql', 'x.sql'],
      /the settings name several; name one of them, such as --target berlin/,
    ],
    ['a shard that is none', ['--shard', '3/2'], /Use a part of so many, such as 2\/3\./],
  ])('%s is a usage error', async (_, args, message) => {
    const [settings, env] = all();
    const { code, stderr } = await run(await project(settings), ['drift', ...args], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });

  it('two of one name, and none at all, end the run', async () => {
    const twice = await project({ targets: [{ env: 'FLEET' }] });
    const { stderr } = await run(twice, ['drift'], { FLEET: linesOf('rome', 'rome') });
    expect(stderr).toContain('two targets are called "rome"');
    const none = await run(await project({ targets: [] }), ['drift']);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('names no targets')]);
  });

  it('give a name to one database for status and repair; a URL outranks them', async () => {
    const [settings, env] = all();
    const folder = await project(settings);
    const repair = await run(folder, ['repair', '--target', 'madrid'], env);
    expect(repair.stdout).toMatch(
      /^CREATE INDEX CONCURRENTLY "t_note" ON "public"."t" USING btree \(note\);$/m,
    );
    const status = await run(folder, ['status', '--target', 'rome', '--format', 'json'], env);
    expect(JSON.parse(status.stdout).live.from).toBe('target rome');
    const unnamed = await run(folder, ['status'], env);
    expect([unnamed.code, unnamed.stderr]).toEqual([
      1,
      expect.stringMatching(/, or use --target or --url\n$/),
    ]);
    const one = await run(folder, ['drift', '--url', urls().rome ?? '', '--format', 'json'], env);
    expect(JSON.parse(one.stdout)).not.toHaveProperty('targets');
  });
});

describe('what is accepted and known', () => {
  const entry = {
    command: 'drift',
    rule: 'index-missing',
    name: 'public.t.t_note',
    reason: 'x',
    until: '2026-12-31',
  };

  it('holds for every target, and is not stale for a part of them', async () => {
    const [settings, env] = all();
    const folder = await project({ ...settings, accept: [entry] });
    const both = await reported(folder, ['--target', 'madrid', '--target', 'berlin'], env);
    expect([both.code, both.report.findings]).toEqual([0, []]);
    expect(both.report.targets.map(({ answer }) => answer)).toEqual(['agrees', 'agrees']);
    const without = await reported(folder, ['--target', 'berlin'], env);
    expect([without.code, without.report.findings]).toEqual([0, []]);
  });

  it('is stale where all were asked and none has it', async () => {
    const folder = await project({ targets: [{ env: 'FLEET' }], accept: [entry] });
    const { report } = await reported(folder, [], { FLEET: linesOf('berlin', 'rome') });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['accepted-unused']);
  });

  it('a baseline knows what the targets have, once', async () => {
    const folder = await project({ targets: [{ env: 'FLEET' }] });
    const env = { FLEET: linesOf('berlin', 'madrid', 'paris') };
    const made = await run(folder, ['baseline', '--for', 'drift', '--server', inject('serverUrl')], env);
    expect(made.stderr + made.stdout).toContain('2 known');
    expect(await readFile(join(folder, 'driftproof.baseline.json'), 'utf8')).toContain('index-missing');
    expect((await reported(folder, [], env)).code).toBe(0);
    expect((await reported(folder, ['--target', 'berlin'], env)).code).toBe(0);
  });
});
