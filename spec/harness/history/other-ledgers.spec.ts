import { describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { configOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { historyOfMade, ledgerOf, type Made } from './support/ledgers.ts';

const databases = useScratchDatabases();
const write = useStrangers();

const one: Made = ['20250101000000_one', 1735689600000, 'CREATE TABLE one (a int);'];
const two: Made = ['20250102000000_two', 1735776000000, 'CREATE TABLE two (a int);'];
const three: Made = ['20250103000000_three', 1735862400000, 'ALTER TABLE two ADD b int;'];
const all = [one, two, three];

/** What all of them declare. */
const schema = `export const one = d.pgTable('one', { a: d.integer() });
  export const two = d.pgTable('two', { a: d.integer(), b: d.integer() });`;

const project = (made: readonly Made[], settings: object = {}): Promise<string> =>
  write({
    ...configOf(schema),
    ...historyOfMade(...made),
    'driftproof.config.ts': `export default ${JSON.stringify(settings)}`,
  });

/** A database in which these have run, and where that is recorded. */
async function ran(made: readonly Made[], record: string): Promise<Scratch> {
  const database = await databases.create();
  for (const [, , sql] of made) await database.run(sql);
  await database.run(record);
  return database;
}

/** What both commands say: the exit code, and what is more than an info. */
async function both(folder: string, { url }: Scratch) {
  const [status, drift] = [await runIn(folder, ['status'], url), await runIn(folder, ['drift'], url)];
  return { status, drift };
}

/** Supabase's, as its command line makes it. */
const supabase = (...tags: readonly string[]): string =>
  `CREATE SCHEMA supabase_migrations;
   CREATE TABLE supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY);
   ALTER TABLE supabase_migrations.schema_migrations ADD statements text[], ADD name text;` +
  tags
    .map((tag) => {
      const [version, name] = tag.split('_');
      return `INSERT INTO supabase_migrations.schema_migrations VALUES ('${version}', ARRAY[repeat('x', 9000)], '${name}');`;
    })
    .join('');

describe("Supabase's ledger", () => {
  const settings = { ledger: 'supabase' };

  it.each<[string, readonly Made[], readonly string[], number, readonly string[]]>([
    ['all are applied', all, all.map(([tag]) => tag), 0, []],
    ['one is pending', [one, two], [one[0], two[0]], 0, []],
    ['one was left out', [one, two, three], [one[0], three[0]], 2, [`migration-out-of-order ${two[0]}`]],
    [
      'one is not here',
      all,
      [...all.map(([tag]) => tag), '20250104000000_other'],
      2,
      ['migration-unknown 20250104000000'],
    ],
  ])('%s', async (_, made, applied, code, serious) => {
    const { status } = await both(await project(all, settings), await ran(made, supabase(...applied)));
    expect(status, status.stderr).toMatchObject({ code, serious });
  });

  it('a database is compared as of what it has applied', async () => {
    const live = await ran([one, two], supabase(one[0], two[0]));
    const { status, drift } = await both(await project(all, settings), live);
    expect(status.findings).toMatchObject([{ rule: 'migration-pending' }]);
    expect(drift).toMatchObject({ code: 0, serious: [] });
    await live.run('ALTER TABLE one ADD hand int');
    expect((await both(await project(all, settings), live)).drift.serious).toEqual(['column-extra hand']);
  });

  it('what it cannot say is said', async () => {
    const { status, drift } = await both(
      await project(all, settings),
      await ran(all, supabase(...all.map(([tag]) => tag))),
    );
    for (const { notCompared } of [status, drift])
      expect(notCompared).toContain(
        'not compared: what was edited after it was applied, since the ledger keeps versions alone',
      );
  });

  it('one that is left out has the option that runs it', async () => {
    const { status } = await both(await project(all, settings), await ran(all, supabase(one[0], three[0])));
    expect(status.findings[0]?.advice).toContain('--include-all');
  });

  it('where no setting names it, the finding does', async () => {
    const { status, drift } = await both(
      await project(all),
      await ran(all, supabase(...all.map(([tag]) => tag))),
    );
    for (const { findings } of [status, drift])
      expect(findings.find(({ rule }) => rule === 'ledger-missing')?.advice).toContain(
        "set ledger: 'supabase'",
      );
  });

  it.each([
    [
      'no key, so that a version may be of any length',
      'DROP CONSTRAINT schema_migrations_pkey',
      /no unique index/,
    ],
    ['numbers', 'ALTER version TYPE bigint USING version::bigint', /column version of type bigint, not text/],
    [
      'a generated column',
      'ADD seen text GENERATED ALWAYS AS (lower(version)) STORED',
      /generated column, seen/,
    ],
  ])('is not read where it is not what Supabase makes: %s', async (_, sql, message) => {
    const live = await ran(all, supabase(one[0]));
    await live.run(`ALTER TABLE supabase_migrations.schema_migrations ${sql}`);
    const { status, drift } = await both(await project(all, settings), live);
    for (const { findings, code } of [status, drift]) {
      expect(code).toBe(2);
      expect(findings.find(({ rule }) => rule === 'ledger-unfit')?.message).toMatch(message);
    }
  });

  it('a view in its place is not read', async () => {
    const live = await ran(
      all,
      `${supabase(one[0])} ALTER TABLE supabase_migrations.schema_migrations RENAME TO real;
      CREATE VIEW supabase_migrations.schema_migrations AS SELECT (1 / 0)::text AS version`,
    );
    const { status } = await both(await project(all, settings), live);
    expect(status.findings[0]).toMatchObject({
      rule: 'ledger-unfit',
      message: expect.stringMatching(/is a view/),
    });
  });
});

describe('a ledger of Drizzle that its migrator is told of in code', () => {
  it('is named in the settings', async () => {
    const live = await ran([one, two], ledgerOf('public.applied', one, two));
    const { status, drift } = await both(
      await project(all, { ledger: { schema: 'public', table: 'applied' } }),
      live,
    );
    expect(status.findings).toMatchObject([{ rule: 'migration-pending' }]);
    expect(drift).toMatchObject({ code: 0, serious: [] });
  });

  it('one that they do not name is found, with both settings that would', async () => {
    const live = await ran(all, ledgerOf('public.applied', ...all));
    const said = 'ledger: { schema: "public", table: "applied" } in the driftproof settings';
    for (const settings of [{}, { ledger: { schema: 'x', table: 'y' } }]) {
      const { status } = await both(await project(all, settings), live);
      expect(status.findings[0]).toMatchObject({
        rule: 'ledger-elsewhere',
        advice: expect.stringContaining(said),
      });
    }
  });
});

describe('no ledger', () => {
  it('all migrations count as applied, whatever the database says', async () => {
    const live = await ran(all, 'SELECT 1');
    const { status, drift } = await both(await project(all, { ledger: 'none' }), live);
    expect(status).toMatchObject({ code: 0, findings: [] });
    expect(drift).toMatchObject({ code: 0, serious: [], stderr: expect.stringContaining("ledger: 'none'") });
    await live.run('ALTER TABLE two DROP b');
    expect((await both(await project(all, { ledger: 'none' }), live)).drift.serious).toEqual([
      'column-missing b',
    ]);
  });

  it('where no setting says so, the finding names it', async () => {
    const { status } = await both(await project(all), await ran(all, 'SELECT 1'));
    expect(status.findings.find(({ rule }) => rule === 'ledger-missing')?.advice).toContain(
      "set ledger: 'none'",
    );
  });
});

it.each([
  ['another word', 'drizzle'],
  ['a name that may be two', 'public.applied'],
  ['no table', { schema: 'public' }],
  ['more than a name', { schema: 'public', table: 't', column: 'c' }],
])('%s is no ledger', async (_, ledger) => {
  const { code, stderr } = await runIn(await project(all, { ledger }), ['history']);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(
      /driftproof\.config\.ts, ledger: must be 'supabase', 'none' or \{ schema, table \}/,
    ),
  });
});

describe('a squashed history', () => {
  const ledger = 'drizzle.__drizzle_migrations';
  const built = 'CREATE TABLE one (a int); CREATE TABLE two (a int, b int);';
  const four: Made = ['20250104000000_four', 1735948800000, 'CREATE TABLE four (a int);'];
  const kept: Made = [one[0], one[1], built];
  const later: Made = ['20250103120000_baseline', three[1] + 1, built];
  const last: Made = [three[0], three[1], built];
  const between: Made = ['20250102120000_baseline', two[1] + 1, built];

  it.each<[string, Made, 'warning' | 'breaking']>([
    ['the first "when" kept', kept, 'warning'],
    ['the last "when" kept', last, 'warning'],
    ['a "when" between', between, 'warning'],
    ['a later "when"', later, 'breaking'],
  ])('%s: recognised, with the SQL that puts the ledger right', async (_, baseline, severity) => {
    const live = await ran(all, ledgerOf(ledger, ...all));
    const folder = await project([baseline], {});
    const { status, drift } = await both(folder, live);
    for (const { findings, serious } of [status, drift]) {
      expect(serious).toEqual([`migration-squashed ${baseline[0]}`]);
      expect(findings[0]).toMatchObject({
        severity,
        message: expect.stringMatching(/replaces [23] migrations/),
      });
    }
    await live.run(sqlIn(status.findings[0]?.advice));
    for (const { findings } of Object.values(await both(folder, live))) expect(findings).toEqual([]);
  });

  it('with migrations of its own since, applied and pending', async () => {
    const live = await ran([...all, four], ledgerOf(ledger, ...all, four));
    const five: Made = ['20250105000000_five', four[1] + 1, 'CREATE TABLE five (a int);'];
    const folder = await project([kept, four, five]);
    const { status, drift } = await both(folder, live);
    expect(status.findings.map(({ rule }) => rule)).toEqual(['migration-squashed', 'migration-pending']);
    expect(drift.serious).toEqual([`migration-squashed ${kept[0]}`]);
    await live.run(sqlIn(status.findings[0]?.advice));
    expect((await both(folder, live)).status.findings.map(({ rule }) => rule)).toEqual(['migration-pending']);
  });

  it('what was changed by hand is told from it', async () => {
    const live = await ran(all, `${ledgerOf(ledger, ...all)}; ALTER TABLE two DROP b`);
    expect((await both(await project([later]), live)).drift.serious).toEqual([
      `migration-squashed ${later[0]}`,
      'column-missing b',
    ]);
  });

  it.each([
    ['the first version kept', kept],
    ['a later version', later],
  ])("in Supabase's ledger, %s", async (_, baseline) => {
    const live = await ran(all, supabase(...all.map(([tag]) => tag)));
    const folder = await project([baseline], { ledger: 'supabase' });
    const { status, drift } = await both(folder, live);
    for (const { serious } of [status, drift]) expect(serious).toEqual([`migration-squashed ${baseline[0]}`]);
    await live.run(sqlIn(status.findings[0]?.advice));
    for (const { findings } of Object.values(await both(folder, live))) expect(findings).toEqual([]);
  });

  it.each<[string, readonly Made[], string]>([
    [
      'the ledger of another project',
      [['20250101000000_x', 5, 'CREATE TABLE x (a int);']],
      ledgerOf(ledger, one, two),
    ],
    ['another branch', [one, four], ledgerOf(ledger, one, two, three)],
    ['an edited first migration, and nothing that is not here', [kept, two, three], ledgerOf(ledger, ...all)],
  ])('%s is none', async (_, made, record) => {
    const { status } = await both(await project(made), await ran(all, record));
    expect(status.serious.join()).not.toContain('squashed');
  });
});

/** The SQL that an advice ends with. */
const sqlIn = (advice = ''): string => advice.slice(advice.indexOf('BEGIN;'));
