import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLedger } from '../../../src/harness/history/default-ledger.ts';
import { readFolder } from '../../../src/harness/history/folder.ts';
import { createLedgerSql } from '../../../src/harness/history/ledger.ts';
import { readMigrations } from '../../../src/harness/history/migrations.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { insertSql } from '../../../src/harness/runner/ledger-gate.ts';
import { runCli } from '../../support/cli.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

/** Makes a table for each of three months, from the one in which it runs. */
const months = `DO $$ BEGIN
  FOR i IN 0..2 LOOP
    EXECUTE format('CREATE TABLE %I (at date DEFAULT now())', 'log_' || to_char(now() + i * interval '1 month', 'YYYY_MM'));
  END LOOP;
END $$;`;
const monthsGone = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE relname LIKE 'log_2%' AND relkind = 'r' LOOP EXECUTE format('DROP TABLE %I', name); END LOOP;
END $$;`;

const project = () =>
  write({
    ...configOf(
      "export const t = d.pgTable('t', { a: d.integer().default(10), at: d.timestamp().default('now()') });",
    ),
    ...historyOf(
      ["CREATE TABLE t (a integer DEFAULT 10,\n  at timestamp DEFAULT 'now()');", 'DROP TABLE t;'],
      [`-- a table for each month\n${months}`, monthsGone],
    ),
  });

/** A database that the same migrations built five years ago. */
async function migratedLongAgo(folder: string): Promise<Scratch> {
  const database = await databases.create();
  await database.run(`CREATE TABLE t (a integer DEFAULT 10, at timestamp DEFAULT '2020-01-31 12:34:56.789');
    CREATE TABLE log_2020_01 (at date DEFAULT now()); CREATE TABLE log_2020_02 (at date DEFAULT now());
    CREATE TABLE log_2020_03 (at date DEFAULT now()); ${createLedgerSql(defaultLedger, false)}`);
  for (const migration of await readMigrations(await readFolder(join(folder, 'drizzle'))))
    await database.run(insertSql(migration, defaultLedger));
  return database;
}

const depends = 'migration-depends-on-date';

describe('a migration that depends on the date', () => {
  it('is named by verify, and what it builds is no difference from the schema', async () => {
    const ran = await runIn(await project(), ['verify']);
    const named = ran.serious.filter((each) => !each.includes('snapshot'));
    expect(named).toEqual([`${depends} 0000_step`, `${depends} 0001_step`]);
    const infos = ran.findings.filter(({ rule, severity }) => rule === depends && severity === 'info');
    expect(infos.filter(({ object }) => object.kind === 'table')).toHaveLength(3);
    expect(ran.findings.filter(({ object }) => object.kind === 'column').map(({ rule }) => rule)).toEqual([
      depends,
      depends,
    ]);
  });

  it('explains a database that it built on another day', async () => {
    const folder = await project();
    const ran = await runIn(folder, ['drift'], (await migratedLongAgo(folder)).url);
    expect(ran).toMatchObject({ code: 0, serious: [] });
    expect(ran.findings.map(({ rule }) => rule)).toEqual(Array(7).fill(depends));
    const about = (name: string) => ran.findings.find(({ object }) => object.name === name);
    expect(about('log_2020_02')?.message).toBe(
      'table public.log_2020_02 is one of those that 0001_step derives from the date on which it runs',
    );
    expect(about('log_2020_02')?.source).toEqual({ file: expect.stringMatching(/0001_step\.sql$/), line: 2 });
    expect(about('at')?.message).toMatch(
      /at: default is '2020-.*, which 0000_step derives from the date on which it runs, expected '2\d{3}-/,
    );
  });

  it('explains nothing that another day cannot', async () => {
    const folder = await project();
    const live = await migratedLongAgo(folder);
    await live.run(`ALTER TABLE t ALTER a SET DEFAULT 12; ALTER TABLE t ALTER at DROP DEFAULT;
      CREATE TABLE logs_2020_01 (a int); CREATE TABLE log_7 (a int)`);
    const ran = await runIn(folder, ['drift'], live.url);
    expect(ran.code).toBe(2);
    expect([...ran.serious].sort()).toEqual([
      'column-default a',
      'column-default at',
      'table-extra log_7',
      'table-extra logs_2020_01',
    ]);
  });

  it('does not hide that all of what it makes is gone', async () => {
    const folder = await project();
    const live = await migratedLongAgo(folder);
    await live.run('DROP TABLE log_2020_01, log_2020_02, log_2020_03');
    const ran = await runIn(folder, ['drift'], live.url);
    expect(ran.serious.map((each) => each.replace(/\d+/g, '#'))).toEqual(
      Array(3).fill('table-missing log_#_#'),
    );
  });
});

it('a function without a body in quotes, which the parser of PL/pgSQL aborts at, is not given to it', async () => {
  const folder = await write({
    ...configOf("export const t = d.pgTable('t', { a: d.integer() });"),
    ...historyOf(['CREATE FUNCTION year() RETURNS numeric RETURN extract(year FROM now());']),
  });
  expect((await runCli(['history'], { cwd: folder })).stderr).toBe('');
});
