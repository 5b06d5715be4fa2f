import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Finding, Severity } from '../../../src/harness/model/finding.ts';
import { formats } from '../../../src/harness/report/formats.ts';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { findingOf, fleet, reportOf } from './made-reports.ts';
import { shop } from './made-tables.ts';

/** Where GitHub shows the page of the version that runs: an annotation is read in a project that has no such file. */
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const page = `https://github.com/driftproof/driftproof/blob/v${version}/docs/rules.md#index-missing`;

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');
const sarifSchema = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);

/** A schema that also refuses what it does not name: the contract holds nothing that nobody wrote down. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)]);
  return Object.fromEntries('properties' in schema ? [...entries, ['additionalProperties', false]] : entries);
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
const validators = {
  json: ajv.compile(closed(JSON.parse(readFileSync('schemas/report.json', 'utf8'))) as object),
  gitlab: ajv.compile(JSON.parse(read('consumers/gitlab.json'))),
  // It says that it is of draft 4, whose names alone ajv does not know.
  sarif: ajv.compile({ ...JSON.parse(readFileSync(sarifSchema, 'utf8')), $schema: undefined, id: undefined }),
};

/** What the consumer of a format has against a text. */
async function wrongWith(format: string, text: string): Promise<unknown> {
  if (format === 'junit') {
    const schema = [read('consumers/junit.xsd')];
    return (await validateXML({ xml: [{ fileName: 'junit.xml', contents: text }], schema })).errors;
  }
  const validate = validators[format as keyof typeof validators];
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

const print = async (format: string, ...report: Parameters<typeof reportOf>): Promise<string> =>
  (await formats.get(format)?.())?.(reportOf(...report), { color: false, verbose: true }) ?? '';

const unanswered = [
  findingOf('could-not-tell', { severity: 'breaking', source: { file: 'a b#c.sql', line: 2 } }),
];
const some = [
  findingOf('column-default', {
    severity: 'breaking',
    object: { kind: 'column', schema: 'public', table: 't', name: 'c' },
    attribute: 'default',
    expected: '1',
    actual: { name: 'x' },
    source: { file: 'drizzle/0001_a.sql', line: 3 },
    step: { migration: '0001_a', check: 'down', direction: 'down' },
  }),
  findingOf('index-missing'),
  findingOf('index-missing'),
  findingOf('column-order', { severity: 'info' }),
];

describe.each(['json', 'gitlab', 'junit', 'sarif'])('%s is as its consumer wants it', (format) => {
  it.each<[string, Parameters<typeof reportOf>]>([
    ['of a report without findings', [[]]],
    ['of several targets', [some.map((each) => ({ ...each, targets: ['berlin', 'rome'] })), fleet]],
    ['of findings', [some]],
    ['of findings in tables', [shop.verdicts.flatMap(({ findings }) => findings), shop]],
    [
      'of a report that could not tell',
      [[], { verdicts: [{ question: 'files', findings: some, unanswered, compared: '1 migration' }] }],
    ],
  ])('%s', async (_, report) => {
    expect(await wrongWith(format, await print(format, ...report))).toEqual([]);
  });
});

describe('one run', () => {
  let folder = '';
  const wanted = { json: 'json', gitlab: 'gitlab', junit: 'junit', sarif: 'sarif', markdown: 'md' };
  const fileOf = (format: string): string =>
    join(folder, 'reports/of/this', `report.${wanted[format as keyof typeof wanted]}`);
  let ran = { code: null as number | null, stdout: '', stderr: '' };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'formats-'));
    const formats = Object.keys(wanted).flatMap((format) => ['--format', format, '--output', fileOf(format)]);
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
    const args = [
      'verify',
      '--sizes',
      '50,500',
      ...formats,
      '--format',
      'text',
      '--verbose',
      ...onSuiteServer(),
    ];
    ran = await runHere(args, { env });
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('writes several formats, each to its own place', async () => {
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^driftproof verify\n/);
    for (const format of ['json', 'gitlab', 'junit', 'sarif'])
      expect(await wrongWith(format, await readFile(fileOf(format), 'utf8'))).toEqual([]);
    expect(await readFile(fileOf('markdown'), 'utf8')).toMatch(/^### driftproof verify: ✅ agrees\n/);
  });

  it('annotates by itself in GitHub Actions, beside the report, and adds to the summary of the job', async () => {
    expect(ran.stdout).not.toContain('::');
    expect(ran.stderr).toMatch(/^::notice file=drizzle\/migrations\/0000_create_users_down\.sql,title=/m);
    const [summary, markdown] = await Promise.all(
      [join(folder, 'summary.md'), fileOf('markdown')].map((file) => readFile(file, 'utf8')),
    );
    expect(summary).toBe(`${markdown}\n`);
  });
});

describe('a run without a report', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'failures-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (format: string, env: Record<string, string> = {}) =>
    runHere(['history', '--format', format, '--config', 'nowhere.ts'], { env });

  it.each(['json', 'gitlab', 'junit', 'sarif'])('is as the consumer of %s wants it', async (format) => {
    const { code, stdout } = await run(format);
    expect(code).toBe(1);
    expect(await wrongWith(format, stdout)).toEqual([]);
    expect(stdout).toMatch(/nowhere\.ts/);
  });

  it('is told in a file of text too, where an earlier run may have left a report', async () => {
    const file = join(folder, 'report.txt');
    await writeFile(file, 'agrees');
    await runHere(['history', '--output', file, '--config', 'nowhere.ts']);
    expect(await readFile(file, 'utf8')).toMatch(/^driftproof: nowhere\.ts: [^\n]*\n$/);
  });

  it.each<[string, RegExp]>([
    ['json', /"error": \{\n {4}"message": "[^"]+",\n {4}"where": "nowhere\.ts"/],
    ['gitlab', /"description": "driftproof history could not tell: nowhere\.ts: /],
    ['junit', /errors="1">\n {4}<testcase .*\n {6}<error type="could-not-tell" message="nowhere\.ts: /],
    ['sarif', /"executionSuccessful": false,\n.*\n.*\n.*"level": "error",\n.*\n.*"text": "nowhere\.ts: /],
    ['markdown', /^### driftproof history: ❔ could not tell\n\n<code>nowhere&#46;ts<\/code>: <code>/],
    ['github', /^::error title=driftproof history%3A could not tell::nowhere\.ts: [^\n]*\n$/],
    ['html', /<h1>\? driftproof history: could not tell<\/h1><p><code>nowhere\.ts<\/code>: [^<]+<\/p>/],
    ['text', /^$/],
  ])('is told as %s', async (format, what) => {
    expect((await run(format)).stdout).toMatch(what);
  });

  it('annotates by itself in GitHub Actions, and is in the summary of the job', async () => {
    const file = join(folder, 'summary.md');
    const { stderr } = await run('text', { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file });
    expect(stderr).toMatch(/^driftproof: nowhere\.ts: .*\n::error title=[^:]*::nowhere\.ts: .*\n$/);
    expect(await readFile(file, 'utf8')).toMatch(/^### driftproof history: ❔ could not tell\n/);
    const beside = await run('github', { GITHUB_ACTIONS: 'true' });
    expect([beside.stdout.match(/::error/g)?.length, beside.stderr.includes('::error')]).toEqual([1, false]);
  });

  it('says so where no command is named', async () => {
    const { code, stderr } = await runHere([], { env: { GITHUB_ACTIONS: 'true' } });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/\n::error title=driftproof%3A could not tell::no command is named\n$/),
    ]);
  });
});

it.each<[string, string[], RegExp]>([
  [
    'two formats on standard output',
    ['--format', 'json', '--format', 'text'],
    /several reports would go to standard/,
  ],
  [
    'one file for two',
    ['--format=json', '--output=/dev/null', '--format=text', '--output=/dev/null'],
    /several reports .* to \/dev\/null;/,
  ],
  ['a format that there is not', ['--format', 'constructor'], /Allowed choices are text, json, markdown, /],
])('%s is refused in one line', async (_, args, line) => {
  const { code, stdout, stderr } = await runHere(['history', ...args]);
  expect([code, stdout.startsWith('✓')]).toEqual([1, false]);
  expect(stderr).toMatch(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

it.each([...formats.keys()].filter((name) => name !== 'text'))(
  '%s leads from a finding to the page of its rule',
  async (name) => {
    const format = await formats.get(name)?.();
    expect(format?.(reportOf([findingOf('index-missing')]), { color: false })).toContain(
      '/rules.md#index-missing',
    );
  },
);

describe('SARIF', () => {
  it('says of each rule what it means, and of each result where it is and how it is known again', async () => {
    const [{ tool, results }] = JSON.parse(await print('sarif', some)).runs;
    expect(tool.driver.rules[0]).toMatchObject({
      id: 'column-default',
      shortDescription: { text: expect.any(String) },
      help: { text: expect.stringMatching(/^What to do: /) },
      helpUri: expect.stringMatching(/^https:.*docs\/rules\.md#column-default$/),
    });
    expect(results[0]).toMatchObject({ ruleId: 'column-default', ruleIndex: 0, level: 'error' });
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'drizzle/0001_a.sql' },
      region: { startLine: 3 },
    });
    const prints = results.map((each: { partialFingerprints: object }) =>
      JSON.stringify(each.partialFingerprints),
    );
    expect(new Set(prints).size).toBe(results.length);
  });

  it('a fingerprint stays when words and lines change', async () => {
    const printsOf = async (more: Partial<Finding>) =>
      JSON.parse(await print('sarif', [findingOf('index-missing', more)])).runs[0].results[0]
        .partialFingerprints;
    const first = await printsOf({});
    expect(await printsOf({ message: 'in other words', source: { file: 'b.sql', line: 9 } })).toEqual(first);
    expect(await printsOf({ object: { kind: 'index', schema: 'other', name: 'i' } })).not.toEqual(first);
  });
});

describe('annotations', () => {
  const many = (severity: Severity, count: number): Finding[] =>
    Array.from({ length: count }, (_, at) =>
      findingOf(`rule-${severity}-${at}`, { severity, source: { file: `${at}.sql`, line: at + 1 } }),
    );

  it('are at most ten of each level, the last of which counts the rest', async () => {
    const lines = (await print('github', [...many('info', 3), ...many('breaking', 25)]))
      .trimEnd()
      .split('\n');
    const levels = lines.map((line) => line.slice(2, line.indexOf(' ')));
    expect(levels).toEqual([...Array(10).fill('error'), ...Array(3).fill('notice')]);
    expect(lines[9]).toMatch(/^::error title=driftproof%3A 16 more findings::rule-breaking-9 × 1: /);
  });

  it('leave out infos, unless they are asked for', async () => {
    const github = await formats.get('github')?.();
    expect(github?.(reportOf(many('info', 3)), { color: false })).toBe('');
  });

  it('tell of the findings of one rule in one file together', async () => {
    const source = { file: 'a.sql', line: 4 };
    const findings = [1, 2, 3].map((at) => findingOf('index-missing', { source, message: `index ${at}` }));
    expect(await print('github', findings)).toBe(
      `::warning file=a.sql,line=4,title=driftproof%3A warning index-missing::index 1 (a.sql:4)%0Aindex 2 (a.sql:4)%0Aindex 3 (a.sql:4)%0A→ advice on index-missing%0A${page}\n`,
    );
  });

  it('are written as `@actions/core` writes them', async () => {
    const odd = 'a%b,c:d "e" ; %0A';
    const { issueCommand } = await import('@actions/core/lib/command.js');
    const finding = findingOf('index-missing', { message: odd, advice: 'x', source: { file: odd, line: 1 } });
    const written: string[] = [];
    const { write } = process.stdout;
    process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
    try {
      const title = 'driftproof: warning index-missing';
      issueCommand('warning', { file: odd, line: 1, title }, `${odd}\n→ x\n${page}`);
    } finally {
      process.stdout.write = write;
    }
    expect(await print('github', [finding])).toBe(written.join(''));
  });
});

describe('Markdown', () => {
  const rendered = (text: string): string =>
    micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const plain = (html: string): string =>
    html
      .replace(/<[^>]*>/g, '')
      .replace(/&#(\d+);/g, (_, digits) => String.fromCodePoint(Number(digits)))
      .replace(
        /&(lt|gt|quot|amp);/g,
        (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '',
      );

  it.each([
    'a | b',
    '`a` ``b`` **c** _d_ ~~e~~',
    '<script>alert(1)</script> <!-- x -->',
    '</code></details> &lt; &amp;',
    '[a](http://b) ![c](d) <http://e> www.example.com https://example.com',
    '@team #1 :tada: $x$ \\| \\',
    ' a  b ',
  ])('shows %j as it is, in the table and below', async (message) => {
    const html = rendered(
      await print('markdown', [findingOf('index-missing', { message, advice: message })]),
    );
    const [first, row] = [html.indexOf('<tbody>'), html.indexOf('</tbody>')];
    expect(plain(html.slice(first, row))).toContain(message);
    expect(plain(html.slice(row)).split(message)).toHaveLength(3);
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
    const ours = 'h3 p ul li strong code table thead tbody tr th td a details summary em br'.split(' ');
    expect([...tags].filter((tag) => !ours.includes(tag ?? ''))).toEqual([]);
  });

  it('is under the limit of a comment, however much was found', async () => {
    const text = await print(
      'markdown',
      Array.from({ length: 3000 }, (_, at) =>
        findingOf(`rule-${at % 50}`, { message: `message ${at} `.repeat(20) }),
      ),
    );
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/and 2900 more/);
    expect(text).toMatch(/_\d+ blocks of details are left out: /);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});
