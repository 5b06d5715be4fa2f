import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../../src/harness/github/run.ts';
import { parameters } from '../../lib/support/settings.ts';
import { hostileText } from '../report/hostile-texts.ts';
import { type FakeGithub, startFakeGithub } from './fake-github.ts';

let github: FakeGithub;
let folder: string;
const posted: string[] = [];
const hook = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  posted.push(JSON.parse(text).text);
  response.end();
});

beforeAll(async () => {
  github = await startFakeGithub();
  folder = await mkdtemp(join(tmpdir(), 'told-'));
  await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await github.stop();
  await new Promise((done) => hook.close(done));
  await rm(folder, { recursive: true });
});

/** Keeps an issue of a run that found what is called so, in a database that is called so. */
async function keepIssue(key: string, messages: readonly string[]): Promise<string> {
  const findings = messages.map((message) => ({
    rule: 'column-missing',
    severity: 'breaking',
    object: { kind: 'column', name: message },
    message,
    targets: [message],
  }));
  const [report, body] = [join(folder, 'report.json'), join(folder, 'report.md')];
  await writeFile(report, JSON.stringify({ findings }));
  await writeFile(body, '### driftproof\n');
  let said = '';
  const write = (text: string): void => {
    said += text;
  };
  const { port } = hook.address() as AddressInfo;
  await run(
    [
      ...['issue', '--report', report, '--body', body, '--exit-code', messages.length === 0 ? '0' : '2'],
      ...[`--key=${key}`, '--webhook-env', 'HOOK'],
    ],
    {
      env: {
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: 'o/r',
        GITHUB_TOKEN: 't0ken-4711',
        HOOK: `http://127.0.0.1:${port}`,
      },
      write,
      writeError: write,
    },
  );
  return said;
}

const unseen = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const link = /<https?:[^<>\n]*>$/;

it('no text of others breaks out of an issue, its comments, a webhook or what is said of them', async () => {
  const property = fc.asyncProperty(hostileText, async (hostile) => {
    // A command line has whole characters, and no zero byte.
    const key = Buffer.from(hostile).toString().replaceAll('\0', '') || 'x';
    github.issues.length = 0;
    posted.length = 0;
    const said = await keepIssue(key, ['plain']);
    await keepIssue(key, ['plain', hostile]);
    await keepIssue(key, []);
    expect(said.split('\n').length, said).toBe(2);
    expect(said.trimEnd(), said).not.toMatch(unseen);
    const [issue, ...others] = github.issues;
    expect(others).toEqual([]);
    expect(issue?.title).not.toMatch(unseen);
    const lines = issue?.body.split('\n') ?? [];
    expect(
      lines.map((line) => /^<!-- driftproof [^<> ]+( [^<> ]+)* -->$|^### driftproof$|^$/.test(line)),
    ).toEqual(Array(4).fill(true));
    expect(issue?.comments.map(({ body }) => body.split('\n').map((line) => line.slice(0, 15)))).toEqual([
      ['1 finding new, ', '', '- <code>column-'],
      ['The database ag'],
    ]);
    const comment = issue?.comments[0]?.body.split('\n')[2] ?? '';
    expect(comment).not.toMatch(unseen);
    expect(
      comment
        .replace(/&#\d+;/g, '')
        .match(/[<>@*`[\]|\\]|<[^>]*>/g)
        ?.join(''),
    ).toBe('<><><><>');
    expect(posted).toHaveLength(3);
    for (const text of posted) {
      expect(text).toMatch(link);
      expect(text.replace(link, '')).not.toMatch(/[<>]/);
      expect(text).not.toMatch(unseen);
    }
    expect(github.refused).toEqual([]);
  });
  await fc.assert(property, parameters(100));
}, 3_600_000);

it('a comment has room for what is long', async () => {
  github.issues.length = 0;
  await keepIssue('staging', ['plain']);
  await keepIssue(
    'staging',
    Array.from({ length: 20 }, (_, at) => `${at} ${'|'.repeat(20_000)}`),
  );
  expect(github.issues[0]?.comments[0]?.body.length).toBeLessThan(65_536);
  expect(github.refused).toEqual([]);
});
