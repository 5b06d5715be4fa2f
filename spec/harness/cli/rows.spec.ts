import { describe, expect, it } from 'vitest';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

const schema = `export const note = d.pgTable('note', { id: d.integer().primaryKey(), title: d.text(), tier: d.text().notNull() });`;

/** The second migration fails on any row at all. */
const project = (settings?: string) => ({
  ...configOf(schema),
  ...historyOf(
    ['CREATE TABLE note (id integer PRIMARY KEY, title text);', 'DROP TABLE note;'],
    ['SELECT 1;\nALTER TABLE note ADD COLUMN tier text NOT NULL;', 'ALTER TABLE note DROP COLUMN tier;'],
  ),
  ...(settings === undefined ? {} : { 'driftproof.config.ts': `export default ${settings};` }),
});

const verify = async (settings: string | undefined, ...argv: readonly string[]) => {
  const { code, serious, findings, stderr } = await runIn(await write(project(settings)), [
    'verify',
    ...argv,
  ]);
  return { code, rows: serious.filter((each) => /row/.test(each)), findings, stderr };
};

describe('verify with rows', () => {
  it('names file, line, reason and the smallest rows of an up that fails on them', async () => {
    const { rows, findings, stderr } = await verify(undefined, '--seed', '7');
    expect(rows).toEqual(['migration-fails-on-rows tier']);
    const found = findings.find(({ rule }) => rule === 'migration-fails-on-rows');
    expect(found).toMatchObject({
      object: { kind: 'column', schema: 'public', table: 'note', name: 'tier' },
      step: { migration: '0001_step', check: 'rows', direction: 'up' },
      source: { file: expect.stringMatching(/drizzle\/0001_step\.sql$/), line: 2 },
    });
    expect(found?.message).toMatch(
      /column "tier" of relation "note" contains null values; .* fails on: INSERT INTO note \(id\) VALUES \(0\);$/,
    );
    expect(stderr).toContain('20 rows in each table, seed 7');
  });

  it('takes each step as the role of the settings', async () => {
    const up = "ALTER TABLE note ADD COLUMN tier text; UPDATE note SET tier = pg_read_file('PG_VERSION');";
    const files = {
      ...configOf(schema.replace('.notNull()', '')),
      ...historyOf(
        ['CREATE TABLE note (id integer PRIMARY KEY, title text);', 'DROP TABLE note;'],
        [up, 'ALTER TABLE note DROP COLUMN tier;'],
      ),
    };
    const asRole = async (role?: string) => {
      const settings = { 'driftproof.config.json': JSON.stringify(role === undefined ? {} : { role }) };
      const { findings } = await runIn(await write({ ...files, ...settings }), [
        'verify',
        '--server',
        'embedded',
      ]);
      return findings.find(({ rule }) => rule === 'migration-fails-as-owner');
    };
    expect(await asRole()).toMatchObject({ severity: 'warning' });
    expect(await asRole('deployer')).toMatchObject({
      severity: 'breaking',
      message: expect.stringContaining('fails when the role deployer runs it: permission denied'),
    });
  });

  it('puts no rows anywhere when told so, and says that', async () => {
    const folder = await write(project());
    const { stdout, stderr } = await runHere(['verify', '--rows', '0', ...onSuiteServer()], { cwd: folder });
    expect(stdout).toMatch(/0001_step +✓ +✓ +✓ +not tried/);
    expect(stdout).toContain('not tried: migrations on tables with rows (--rows 0)');
    expect(stderr).not.toContain('seed');
  });

  it('shows how the same rows are had again, in text and JSON', async () => {
    const folder = await write(project());
    const text = await runHere(['verify', '--rows', '3', '--seed', '5', ...onSuiteServer()], { cwd: folder });
    expect(text.stdout).toMatch(/0001_step +✓ +✓ +✓ +✗/);
    expect(text.stdout).toContain('to repeat with the same rows: --rows 3 --seed 5');
    const json = await runHere(
      ['verify', '--rows', '3', '--seed', '5', '--format', 'json', ...onSuiteServer()],
      {
        cwd: folder,
      },
    );
    expect(JSON.parse(json.stdout)).toMatchObject({
      rows: { perTable: 3, seed: 5 },
      migrations: [{ rows: 'ok' }, { rows: 'fails' }],
    });
  });

  it('takes a fixed seed where CI is set', async () => {
    const folder = await write(project());
    const { stderr } = await runHere(['verify', ...onSuiteServer()], { cwd: folder, env: { CI: 'true' } });
    expect(stderr).toContain('seed 1\n');
  });

  it.each([
    ['--rows', '-1'],
    ['--rows', 'many'],
    ['--rows', '1.5'],
    ['--rows', '10001'],
    ['--seed', 'x'],
    ['--seed', '99999999999'],
  ])('%s %s is no number that it takes', async (option, value) => {
    const { code, stderr } = await verify(undefined, `${option}=${value}`);
    expect(stderr).toMatch(
      new RegExp(`^driftproof: option '${option} <number>' .*Use a whole number from 0 to \\d+\\.\n$`),
    );
    expect(code).toBe(1);
  });
});

describe('rows given by hand', () => {
  const odd = `{ rows: { '0001_step': "INSERT INTO note VALUES (1, 'of my own')" } }`;
  it('are there before those that are made', async () => {
    const folder = await write({
      ...configOf(schema),
      ...historyOf(
        ['CREATE TABLE note (id integer PRIMARY KEY, title text);', 'DROP TABLE note;'],
        [
          "ALTER TABLE note ADD CONSTRAINT c CHECK (title <> 'of my own');",
          'ALTER TABLE note DROP CONSTRAINT c;',
        ],
      ),
      'driftproof.config.ts': `export default { rows: { '0001_step': 'rows.sql' } };`,
      'rows.sql': "INSERT INTO note VALUES (77, 'of my own');",
    });
    const { findings } = await runIn(folder, ['verify']);
    expect(findings.find(({ rule }) => rule === 'migration-fails-on-rows')?.message).toMatch(
      /fails on: INSERT INTO note \(id, title\) VALUES \(0, 'of my own'\);$/,
    );
  });

  it.each([
    [
      odd.replace('0001', '0009'),
      /driftproof\.config\.ts, rows: there is no migration 0009_step; use the tag of a migration/,
    ],
    [
      odd.replace('note', 'nobody'),
      /the rows for 0001_step cannot be inserted: relation "nobody" does not exist; correct "rows"/,
    ],
    ["{ rows: { '0001_step': 'nowhere.sql' } }", /nowhere\.sql/],
  ])('that cannot be put there are one line: %s', async (settings, says) => {
    const { code, stderr } = await verify(settings);
    const lines = stderr
      .split('\n')
      .filter((line) => !/scratch databases on|rows in each table|: \d+ of \d+, /.test(line));
    expect(lines).toEqual([expect.stringMatching(says), '']);
    expect(code).toBe(1);
  });
});
