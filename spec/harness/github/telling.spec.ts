import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/harness/github/run.ts';
import { type FakeGithub, startFakeGithub } from './fake-github.ts';

let github: FakeGithub;
let folder: string;

beforeAll(async () => {
  github = await startFakeGithub();
  folder = await mkdtemp(join(tmpdir(), 'told-'));
});
afterAll(async () => {
  await github.stop();
  await rm(folder, { recursive: true });
});
afterEach(() => {
  expect(github.refused).toEqual([]);
  github.issues.length = 0;
  github.asked.length = 0;
  github.answers.status = 200;
});

const column = (name: string, severity = 'breaking') => ({
  rule: 'column-missing',
  severity,
  object: { kind: 'column', schema: 'public', table: 't', name },
  message: `column public.t.${name} is missing`,
});

interface Ran {
  readonly code?: number;
  readonly findings?: readonly object[];
  readonly body?: string;
}

interface Told {
  readonly argv?: readonly string[];
  readonly event?: object;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Tells GitHub of a run with these findings. Returns what was said of that. */
async function tell(command: string, ran: Ran, { argv = [], event = {}, env = {} }: Told = {}) {
  const { code = 2, findings = [column('note')], body = '### driftproof\n' } = ran;
  const file = (name: string): string => join(folder, name);
  await writeFile(file('event.json'), JSON.stringify(event));
  await writeFile(file('report.json'), JSON.stringify({ findings }));
  await writeFile(file('report.md'), body);
  const said = { stdout: '', stderr: '' };
  const files = ['--report', file('report.json'), '--body', file('report.md')];
  const exit = await run([command, ...files, '--exit-code', `${code}`, ...argv], {
    env: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_TOKEN: 't0ken-4711',
      GITHUB_EVENT_PATH: file('event.json'),
      ...env,
    },
    write: (text) => {
      said.stdout += text;
    },
    writeError: (text) => {
      said.stderr += text;
    },
  });
  expect(JSON.stringify(said)).not.toMatch(/t0ken|s3cret/);
  return { exit, ...said };
}

describe('a comment on a pull request', () => {
  const on = (number: number, head: string | null = 'o/r') => ({
    pull_request: {
      number,
      head: { repo: head === null ? null : { full_name: head } },
      base: { repo: { full_name: 'o/r' } },
    },
  });

  it('is added, then changed where it says something else, and only that one', async () => {
    const { number, comments } = github.open('a change', '');
    comments.push(...Array.from({ length: 130 }, (_, at) => github.said(`comment ${at}`, 'User')));
    comments.push(github.said('<!-- driftproof comment driftproof -->\nby somebody else', 'User'));
    const others = JSON.stringify(comments);
    const says = async (ran: Ran) => (await tell('comment', ran, { event: on(number) })).stdout;
    expect(await says({})).toBe('a comment is added\n');
    expect(await says({})).toBe('the comment says so already\n');
    expect(await says({ code: 0, findings: [], body: '### agrees\n' })).toBe('the comment is changed\n');
    expect(comments.at(-1)?.body).toBe('<!-- driftproof comment driftproof -->\n### agrees\n');
    expect(JSON.stringify(comments.slice(0, -1))).toBe(others);
  });

  it('is not added where nothing fails, unless it is asked for', async () => {
    const { number, comments } = github.open('a change', '');
    const none = { code: 0, findings: [] };
    const event = on(number);
    expect((await tell('comment', none, { event })).stdout).toBe('no comment: there is nothing to say\n');
    expect((await tell('comment', none, { event, argv: ['--always'] })).stdout).toBe('a comment is added\n');
    expect(comments).toHaveLength(1);
  });

  it('is each key its own, and no key ends the mark', async () => {
    const { number, comments } = github.open('a change', '');
    for (const key of ['shop', 'a --> b', 'ключ'])
      await tell('comment', {}, { event: on(number), argv: ['--key', key] });
    expect(comments.map(({ body }) => body.split('\n')[0])).toEqual([
      '<!-- driftproof comment shop -->',
      '<!-- driftproof comment a%20%2D%2D%3E%20b -->',
      '<!-- driftproof comment %D0%BA%D0%BB%D1%8E%D1%87 -->',
    ]);
  });

  it.each(['stranger/r', null])('is left out where the token of a fork may write none: %s', async (head) => {
    expect(await tell('comment', {}, { event: on(7, head) })).toMatchObject({
      exit: 0,
      stdout: /^no comment: .* fork /,
    });
    expect(github.asked).toEqual([]);
  });

  it('is left out where there is no pull request, and where there is no report', async () => {
    expect((await tell('comment', {})).stdout).toBe('no comment: this is no pull request\n');
    expect((await tell('comment', { code: 1 }, { event: on(7) })).stdout).toBe(
      'there is no report to comment with\n',
    );
    expect(github.asked).toEqual([]);
  });

  it.each([401, 403, 404])('says which permission the job lacks: %d', async (status) => {
    github.answers.status = status;
    const { exit, stderr } = await tell('comment', {}, { event: on(7) });
    expect(stderr).toMatch(
      /^driftproof-github: GitHub answers 4\d\d: .*; give the job "permissions: pull-requests: write"\n$/,
    );
    expect(exit).toBe(1);
  });
});

describe('the issue of a schedule', () => {
  const says = async (ran: Ran, told: Told = {}) => {
    const { exit, stdout, stderr } = await tell('issue', ran, {
      ...told,
      argv: ['--key', 'staging', ...(told.argv ?? [])],
    });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    return stdout.split(' ').slice(0, 2).join(' ').trim();
  };
  const none = { code: 0, findings: [] };

  it('is opened, changed, left as it is, and closed', async () => {
    expect(await says(none)).toBe('staging: none');
    expect(await says({ code: 1 })).toBe('staging: none');
    expect(await says({})).toBe('staging: opened');
    const [issue] = github.issues;
    expect(issue).toMatchObject({ title: 'staging differs from its migrations', labels: ['driftproof'] });

    expect(
      await says({ findings: [{ ...column('note'), message: 'said otherwise' }, column('x', 'info')] }),
    ).toBe('staging: unchanged');
    expect(await says({ code: 1 })).toBe('staging: unchanged');
    expect(issue?.comments).toEqual([]);

    expect(await says({ findings: [column('note'), column('@team')], body: '### two\n' })).toBe(
      'staging: changed',
    );
    expect(issue?.comments.map(({ body }) => body)).toEqual([
      '1 finding new, 0 gone.\n\n- <code>column-missing</code>: <code>column public&#46;t&#46;&#64;team is missing</code>',
    ]);
    expect(issue?.body).toContain('### two');

    expect(await says({ findings: [column('@team')] })).toBe('staging: changed');
    expect(issue?.comments.at(-1)?.body).toBe('0 findings new, 1 gone.');

    expect(await says(none)).toBe('staging: closed');
    expect(issue).toMatchObject({ state: 'closed', state_reason: 'completed' });
    expect(await says(none)).toBe('staging: none');
    expect(await says({})).toBe('staging: opened');
    expect(github.issues).toHaveLength(2);
  });

  it('tells of each database that a finding comes to, or is gone from', async () => {
    const inTargets = (...targets: string[]) => ({ findings: [{ ...column('note'), targets }] });
    expect(await says(inTargets('paris'))).toBe('staging: opened');
    expect(await says(inTargets('paris', 'rome'))).toBe('staging: changed');
    const [issue] = github.issues;
    expect(issue?.comments.at(-1)?.body).toMatch(/^1 finding new, 0 gone\.[\s\S]*note.*in rome/);
    expect(await says(inTargets('rome'))).toBe('staging: changed');
    expect(await says(inTargets('rome'))).toBe('staging: unchanged');
  });

  it('is as silent where it has no room for the names of all findings', async () => {
    const many = Array.from({ length: 300 }, (_, at) => column(`c${at}`));
    const body = 'x'.repeat(64_000);
    expect(await says({ findings: many, body })).toBe('staging: opened');
    expect(github.issues[0]?.body.length).toBeLessThanOrEqual(65_536);
    expect(await says({ findings: many.toReversed(), body })).toBe('staging: unchanged');
    expect(await says({ findings: many.slice(1), body })).toBe('staging: changed');
    expect(github.issues[0]?.comments.map((each) => each.body)).toEqual([
      'The findings are others now: 299 of them.',
    ]);
  });

  it("leaves others' alone, be they labelled and marked, and those of other databases", async () => {
    github.open('x', '<!-- driftproof issue staging -->', ['driftproof'], 'User');
    github.open('y', '<!-- driftproof issue production -->', ['driftproof']);
    github.open('z', '<!-- driftproof issue staging -->', ['other']);
    github.open('p', '<!-- driftproof issue staging -->', ['driftproof']).pull_request = {};
    const before = JSON.stringify(github.issues);
    expect(await says({})).toBe('staging: opened');
    expect(JSON.stringify(github.issues.slice(0, 4))).toBe(before);
  });

  it('is found among more than a page of others', async () => {
    for (let at = 0; at < 130; at++) github.open('x', '', ['driftproof']);
    expect(await says({})).toBe('staging: opened');
    expect(await says({})).toBe('staging: unchanged');
  });

  it('counts what is as severe as was asked for', async () => {
    const findings = [column('note', 'warning')];
    expect(await says({ findings }, { argv: ['--fail-on', 'breaking'] })).toBe('staging: opened');
    expect(
      await says({ findings: [...findings, column('x', 'warning')] }, { argv: ['--fail-on', 'breaking'] }),
    ).toBe('staging: unchanged');
  });
});

describe('a webhook', () => {
  const posted: { text: string }[] = [];
  let status = 200;
  const hook = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    posted.push(JSON.parse(text));
    response.writeHead(status).end();
  });
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/s3cret`;
  });
  afterAll(() => new Promise((done) => hook.close(done)));

  const tellAt = (at: string | undefined, ran: Ran, key = 'staging') =>
    tell('issue', ran, { argv: ['--key', key, '--webhook-env', 'HOOK'], env: { HOOK: at } });

  it('is told of changes only, in the shape of Slack', async () => {
    await tellAt(url, { code: 0, findings: [] }, 'a<b>&c');
    await tellAt(url, {}, 'a<b>&c');
    await tellAt(url, {}, 'a<b>&c');
    await tellAt(url, { code: 0, findings: [] }, 'a<b>&c');
    const link = `<${github.issues[0]?.html_url}>`;
    expect(posted).toEqual([
      { text: `a&lt;b&gt;&amp;c differs from its migrations: 1 finding ${link}` },
      { text: `a&lt;b&gt;&amp;c agrees with its migrations again ${link}` },
    ]);
  });

  it.each([
    ['none', undefined, 0, /^$/],
    [
      'one that nobody is at',
      'http://127.0.0.1:1/s3cret',
      1,
      /^driftproof-github: the webhook cannot be reached: .*\n$/,
    ],
    ['no URL', 's3cret', 1, /^driftproof-github: the webhook is not an http or https URL\n$/],
  ])('%s', async (_, at, exit, stderr) => {
    expect(await tellAt(at, {})).toMatchObject({ exit, stderr });
  });

  it('that refuses is told, without its URL', async () => {
    status = 500;
    expect(await tellAt(url, {})).toMatchObject({
      exit: 1,
      stderr: 'driftproof-github: the webhook answers 500\n',
    });
  });
});

describe('one clear line, and exit code 1', () => {
  it.each([
    ['no token', ['issue'], { GITHUB_TOKEN: '' }, /GITHUB_TOKEN is not set; give the step an env/],
    [
      'no repository',
      ['issue'],
      { GITHUB_REPOSITORY: undefined },
      /GITHUB_REPOSITORY is not set; run this in a workflow/,
    ],
    [
      'no event',
      ['comment'],
      { GITHUB_EVENT_PATH: '/no/such' },
      /\/no\/such: the event of the workflow cannot be read/,
    ],
    ['no report', ['issue', '--report', '/no/such'], {}, /\/no\/such: cannot be read: ENOENT/],
    [
      'an exit code that there is not',
      ['issue', '--exit-code', '3'],
      {},
      /--exit-code.* is invalid\. Give 0, 1 or 2\./,
    ],
    ['an unknown severity', ['issue', '--fail-on', 'x'], {}, /Allowed choices are info, warning, breaking/],
    ['GitHub cannot be reached', ['issue'], { GITHUB_API_URL: 'http://127.0.0.1:1' }, /GitHub answers 500/],
  ])('%s', async (_, [command = '', ...argv], env, line) => {
    const { exit, stderr } = await tell(command, {}, { argv, env });
    expect(stderr).toMatch(line);
    expect(stderr).toMatch(/^driftproof-github: [^\n]*\n$/);
    expect(exit).toBe(1);
  });
});
