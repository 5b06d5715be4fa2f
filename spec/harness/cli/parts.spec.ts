import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { configOf, type Files, historyOf, runIn, type Step, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

const schema = `export const note = d.pgTable('note', { id: d.integer().primaryKey(), title: d.text() });
export const tag = d.pgTable('tag', { name: d.text().primaryKey() });`;
const table: Step = ['CREATE TABLE note (id integer PRIMARY KEY);', 'DROP TABLE note;'];
const fails: Step = ['ALTER TABLE nobody ADD title text;', 'SELECT 1;'];
const last: Step = ['CREATE TABLE tag (name text PRIMARY KEY);', 'DROP TABLE tag;'];

const project = (steps: readonly Step[], text = schema): Files => ({
  ...configOf(text),
  ...historyOf(...steps),
});
const rulesOf = (findings: readonly { rule: string; object: { name: string } }[]): string[] =>
  findings.map(({ rule, object }) => `${rule} ${object.name}`).filter((each) => !/snapshot|loses/.test(each));

describe('verify of a history one of whose migrations fails', () => {
  it('names it, reports those before it, and does not reach those after it', async () => {
    const folder = await write(project([table, fails, last]));
    const ran = await runHere(['verify', '--no-cost', '--format', 'json', '--quiet', ...onSuiteServer()], {
      cwd: folder,
    });
    expect(ran.stderr).toMatch(
      /^driftproof: drizzle\/0001_step\.sql:1: relation "nobody" does not exist; .*\n$/,
    );
    expect(ran.code).toBe(1);
    const report = JSON.parse(ran.stdout);
    expect(report.migrations).toMatchObject([
      { tag: '0000_step', mode: 'drizzle', up: 'ok', down: 'ok', reapply: 'ok', rows: 'ok' },
      { tag: '0001_step', mode: null, up: 'fails', down: 'not reached' },
      { tag: '0002_step', mode: null, up: 'not reached', rows: 'not reached' },
    ]);
    expect(report.verdicts).toMatchObject([
      { question: 'files', unanswered: [] },
      { question: 'schema ↔ migrations', unanswered: [expect.stringContaining('0001_step.sql:1')] },
    ]);
    expect(report.summary).toMatchObject({ unanswered: 1 });
    expect(report.findings.at(-1)).toMatchObject({
      rule: 'migration-fails',
      object: { name: '0001_step' },
      culprit: 'migration',
      source: { file: 'drizzle/0001_step.sql', line: 1 },
      step: { migration: '0001_step', check: 'up' },
    });
  });

  it('still says of the schema what no migration that was not applied can change', async () => {
    const text = `${schema}\nexport const lost = d.pgTable('lost', { a: d.integer() });`;
    const folder = await write(project([table, fails, last], text));
    const { findings, code } = await runIn(folder, ['verify']);
    // "tag" is made by a migration that was not reached; "note" lacks its title, which none of them gives it.
    expect(rulesOf(findings)).toEqual([
      'table-missing lost',
      'column-missing title',
      'migration-fails 0001_step',
    ]);
    expect(code).toBe(1);
  });

  it('counts it as a finding when told to, which may be accepted', async () => {
    const folder = await write(project([table, fails]));
    const args = ['verify', '--incomplete', 'finding'];
    expect((await runIn(folder, args)).code).toBe(2);
    const accepting = await write({
      ...project([table, fails], "export const note = d.pgTable('note', { id: d.integer().primaryKey() });"),
      'driftproof.config.ts': `export default { accept: [
        { command: 'verify', rule: 'migration-fails', name: '0001_step', reason: 'x', until: '2999-01-01' },
        { command: 'verify', rule: 'migration-snapshot*', name: '*', reason: 'x', until: '2999-01-01' },
      ] }`,
    });
    expect((await runIn(accepting, ['verify'])).code).toBe(0);
  });
});

describe('verify tells each part by itself', () => {
  it('a file that the journal names is not there: the migrations before it stand', async () => {
    const folder = await write(project([table, table, last]));
    await rm(join(folder, 'drizzle/0001_step.sql'));
    const { findings, stderr, code } = await runIn(folder, ['verify']);
    expect(rulesOf(findings)).toContain('migration-file-missing 0001_step');
    expect(rulesOf(findings)).toContain('could-not-tell 0001_step');
    expect(rulesOf(findings).some((rule) => /^(table|column)-/.test(rule))).toBe(false);
    expect(stderr).toContain('0001_step.sql: the journal names this migration, but the file does not exist');
    expect(code).toBe(1);
  });

  it('a schema that cannot be loaded: what is wrong with the migrations is told', async () => {
    const folder = await write(
      project([['CREATE TABLE note ();', 'SELECT 1;']], "import 'no-such-package';"),
    );
    const { findings, code } = await runIn(folder, ['verify']);
    expect(rulesOf(findings)).toEqual([
      'table-extra note',
      'migration-step-fails 0000_step',
      'could-not-tell schema ↔ migrations',
    ]);
    expect(code).toBe(1);
  });

  it('rows by hand that cannot be put there: the down is tried all the same', async () => {
    const folder = await write({
      ...project([['CREATE TABLE note (id integer PRIMARY KEY, title text);', 'SELECT 1;']]),
      'driftproof.config.ts': "export default { rows: { '0000_step': 'INSERT INTO nobody VALUES (1)' } }",
    });
    const { findings, code } = await runIn(folder, ['verify']);
    expect(rulesOf(findings)).toEqual(
      expect.arrayContaining(['table-extra note', 'could-not-tell 0000_step', 'table-missing tag']),
    );
    expect(code).toBe(1);
  });

  it('a server that cannot be started: the files are told', async () => {
    const folder = await write(project([table, ['SELECT 1;']]));
    const ran = await runIn(folder, ['verify', '--server', 'postgres://nobody@127.0.0.1:9/x']);
    expect(rulesOf(ran.findings)).toEqual([
      'migration-down-missing 0001_step',
      'could-not-tell schema ↔ migrations',
    ]);
    expect(ran.code).toBe(1);
  });
});

describe('drift tells each part by itself', () => {
  const live = async (rows: number) => {
    const database = await databases.create();
    await database.run(`CREATE TABLE note (id integer PRIMARY KEY); CREATE SCHEMA drizzle;
      CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)`);
    for (let at = 0; at < rows; at += 1)
      await database.run(
        `INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('x', ${1735689600000 + at * 86_400_000})`,
      );
    return database;
  };

  it('a pending migration that fails is an info: the database is compared with what it has run', async () => {
    const folder = await write(project([table, fails]));
    const database = await live(1);
    await database.run('ALTER TABLE note ADD extra integer');
    const { findings, code } = await runIn(folder, ['drift'], database.url);
    expect(rulesOf(findings).sort()).toEqual([
      'column-extra extra',
      'migration-edited 0000_step',
      'migration-fails 0001_step',
      'migration-pending 0001_step',
    ]);
    expect(findings.find(({ rule }) => rule === 'migration-fails')?.severity).toBe('info');
    expect(code).toBe(2);
  });

  it('an applied one that fails here: the ledger is told, and the schema compared', async () => {
    const folder = await write(project([table, fails]));
    const database = await live(2);
    const { findings, stderr, code } = await runIn(folder, ['drift'], database.url);
    expect(rulesOf(findings).sort()).toEqual([
      'column-missing title',
      'could-not-tell migrations ↔ database',
      'migration-edited 0000_step',
      'migration-edited 0001_step',
      'table-missing tag',
    ]);
    expect(stderr).toContain('drizzle/0001_step.sql:1: relation "nobody" does not exist');
    expect(code).toBe(1);
  });

  it('neither history nor schema can be used: both are told', async () => {
    const folder = await write(project([table, fails], "import 'no-such-package';"));
    const { findings, code } = await runIn(folder, ['drift'], (await live(2)).url);
    expect(rulesOf(findings)).toEqual(
      expect.arrayContaining(['could-not-tell migrations ↔ database', 'could-not-tell schema ↔ database']),
    );
    expect(code).toBe(1);
  });
});
