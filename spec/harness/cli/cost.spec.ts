import { describe, expect, it } from 'vitest';
import { onSuiteServer, type Ran, runHere } from '../../support/cli.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

const schema = `export const note = d.pgTable('note', { id: d.integer().primaryKey(), title: d.text(), size: d.integer() },
  (t) => [d.index('note_title').on(t.title)]);`;

/** The second migration makes an index on the table of the first, the third leaves it alone. */
const project = (settings?: string) => ({
  ...configOf(schema),
  ...historyOf(
    ['CREATE TABLE note (id integer PRIMARY KEY, title text);', 'DROP TABLE note;'],
    ['SELECT 1;\nCREATE INDEX note_title ON note (title);', 'DROP INDEX note_title;'],
    ['ALTER TABLE note ADD COLUMN size integer;', 'ALTER TABLE note DROP COLUMN size;'],
  ),
  ...(settings === undefined ? {} : { 'driftproof.config.ts': `export default ${settings};` }),
});

const verify = async (settings: string | undefined, ...argv: readonly string[]): Promise<Ran> =>
  runHere(['verify', '--rows', '0', '--sizes', '50,500', ...argv, ...onSuiteServer()], {
    cwd: await write(project(settings)),
  });

const foundIn = async (settings: string) =>
  runIn(await write(project(settings)), ['verify', '--rows', '0', '--sizes', '50,500']);

describe('verify shows what migrations cost', () => {
  it('as a table below each that touches older tables', async () => {
    const { stdout } = await verify(undefined, '--verbose');
    const steady = stdout
      .replace(/ +\d+ ms/g, ' … ms')
      .replace(/ {2,}/g, '  ')
      .split('\n');
    const from = steady.findIndex((line) => line.includes('0000_step'));
    expect(steady.slice(from, from + 10).map((line) => line.trim())).toEqual([
      expect.stringMatching(/^0000_step .* … ms$/),
      expect.stringMatching(/^0001_step .* … ms$/),
      'table: lock  at 50 rows  at 500 rows',
      'up 2  CREATE INDEX note_title ON note (title)  note: Share … ms, read 50 … ms, read 500',
      '→ CREATE INDEX CONCURRENTLY, in a migration of its own, run outside the migrator, which always opens a transaction',
      'down 1  DROP INDEX note_title  note: AccessExclusive … ms … ms',
      expect.stringMatching(/^0002_step .* … ms$/),
      // What goes through no row of 50 is not tried on 500.
      'table: lock  at 50 rows',
      'up 1  ALTER TABLE note ADD COLUMN size integer  note: AccessExclusive … ms',
      'down 1  ALTER TABLE note DROP COLUMN size  note: AccessExclusive, size is dropped … ms',
    ]);
  });

  it('in JSON', async () => {
    const { stdout } = await verify(undefined, '--format', 'json');
    const [first, second] = JSON.parse(stdout).migrations;
    expect(first.costs).toEqual([]);
    const ms = expect.any(Number);
    expect(second.costs[0]).toEqual({
      direction: 'up',
      source: { file: expect.stringMatching(/drizzle\/0001_step\.sql$/), line: 2 },
      statement: 'CREATE INDEX note_title ON note (title)',
      transaction: 1,
      observed: true,
      effects: [
        {
          table: { schema: 'public', name: 'note' },
          takes: 'ShareLock',
          held: 'ShareLock',
          heldSince: 2,
          rewritten: false,
          emptied: false,
          rebuilt: [],
          breakingChanges: [],
          rows: [50, 500].map((rows) => ({ inTable: rows, read: rows, inserted: 0, updated: 0, deleted: 0 })),
        },
      ],
      times: [
        { rows: 50, ms },
        { rows: 500, ms },
      ],
      safeWay: expect.stringMatching(/^CREATE INDEX CONCURRENTLY, /),
    });
  });

  it('and not where nobody wants it', async () => {
    const { stdout } = await verify(undefined, '--no-cost', '--format', 'json');
    const report = JSON.parse(stdout);
    expect(report.migrations.map(({ costs }: { costs: unknown }) => costs)).toEqual([[], [], []]);
    expect(stdout).not.toContain('migration-blocks-writes');
  });

  it('and says so where it could not be measured', async () => {
    const files = historyOf(
      ['CREATE TABLE note (id integer PRIMARY KEY);'],
      ['ALTER TABLE note ADD size int NOT NULL;'],
    );
    const folder = await write({ ...configOf(schema), ...files });
    const { stdout } = await runHere(['verify', '--rows', '0', '--verbose', ...onSuiteServer()], {
      cwd: folder,
    });
    expect(stdout).toContain(
      'cost of 0001_step not measured: its statements from line 1 on, with rows: column "size"',
    );
    expect(stdout).toMatch(/up 1 +ALTER TABLE note ADD size int NOT NULL +note: AccessExclusive\n/);
  });
});

describe('what is found by measuring', () => {
  it('is an info, and fails nobody', async () => {
    const { code, findings } = await foundIn('{}');
    expect(findings.filter(({ rule }) => /blocks|rewrites|held/.test(rule))).toMatchObject([
      { rule: 'migration-blocks-writes', severity: 'info', object: { kind: 'migration', name: '0001_step' } },
    ]);
    expect(code).toBe(2); // The snapshots are missing.
    expect(
      findings.filter(({ severity }) => severity !== 'info').every(({ rule }) => /snapshot/.test(rule)),
    ).toBe(true);
  });

  it('can be raised', async () => {
    const { serious } = await foundIn("{ severity: { 'migration-blocks-writes': 'breaking' } }");
    expect(serious).toContain('migration-blocks-writes 0001_step');
  });

  it('can be raised by a pattern, which is how a team makes a policy of it, and names its direction', async () => {
    const settings = "{ severity: { '*': 'info', 'migration-blocks-*': 'breaking' } }";
    const { code, serious, findings } = await foundIn(settings);
    expect(serious).toEqual(['migration-blocks-writes 0001_step']);
    expect(code).toBe(2);
    expect(findings.find(({ rule }) => rule === 'migration-blocks-writes')).toMatchObject({
      severity: 'breaking',
      step: { migration: '0001_step', check: 'cost', direction: 'up' },
      message: expect.stringContaining('its up blocks writes'),
    });
  });

  it('can be accepted', async () => {
    const entry =
      "{ command: 'verify', rule: 'migration-blocks-writes', name: '0001_step', reason: 'small', until: '2026-01-01' }";
    const { findings } = await foundIn(`{ accept: [${entry}] }`);
    expect(findings.map(({ rule }) => rule)).not.toContain('migration-blocks-writes');
    expect(findings.map(({ rule }) => rule)).not.toContain('accepted-unused');
  });
});

it('a migration that makes roles is measured too', async () => {
  const files = historyOf(
    ['CREATE TABLE note (id integer PRIMARY KEY, title text, size integer);', 'DROP TABLE note;'],
    [
      'CREATE ROLE cost_reader;\nCREATE INDEX note_title ON note (title);',
      'DROP INDEX note_title;\nDROP ROLE cost_reader;',
    ],
  );
  const { code, findings, stderr } = await runIn(await write({ ...configOf(schema), ...files }), [
    'verify',
    '--sizes',
    '50,500',
  ]);
  expect(stderr).not.toMatch(/unexpected|fails/);
  expect(code).toBe(2);
  const found = findings.filter(({ rule }) => rule === 'migration-blocks-writes');
  expect(found.map(({ source }) => source?.line)).toEqual([2]);
});

describe('sizes that are none are refused in one line', () => {
  it.each(['1000', '10,5', '0,5', 'a,b', '1,2,3', '5,5', '1,10000000', ''])('%j', async (sizes) => {
    const { code, stdout, stderr } = await runHere(['verify', '--sizes', sizes]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /^driftproof: option '--sizes <small,large>' argument '.*' is invalid\. Give two numbers of rows, /,
      ),
    ]);
  });
});
