import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { useProjects } from '../../support/cli.ts';
import { type Found, runIn } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
let migrated: Scratch;
let project: string;

beforeAll(async () => {
  migrated = await databases.create();
  await migrateByDrizzle(migrated.url);
  project = await newProject();
});

const ledger = 'drizzle.__drizzle_migrations';

/** What both commands say of a migrated database in which somebody has done something with the ledger. */
async function saidOf(sql: string, folder = project) {
  const database = await databases.clone(migrated);
  await database.run(sql);
  const both = [
    await runIn(folder, ['status'], database.url),
    await runIn(folder, ['drift'], database.url),
  ] as const;
  await database.drop();
  return both;
}

const rules = (findings: readonly Found[]): string[] => findings.map(({ rule }) => rule);

/** The project with another place for its ledger. */
async function naming(schema: string, table: string): Promise<string> {
  const folder = await newProject();
  const config = join(folder, 'drizzle.config.ts');
  const text = await readFile(config, 'utf8');
  const migrations = `migrations: ${JSON.stringify({ schema, table })}, dialect`;
  await writeFile(config, text.replace('dialect', migrations));
  return folder;
}

describe('a ledger elsewhere is found by its hashes, named with the setting, and never extra', () => {
  it.each([
    ['in another schema', 'ALTER SCHEMA drizzle RENAME TO old', 'old', '__drizzle_migrations'],
    ['under another name', `ALTER TABLE ${ledger} RENAME TO applied`, 'drizzle', 'applied'],
    ['in public', `ALTER TABLE ${ledger} SET SCHEMA public`, 'public', '__drizzle_migrations'],
    [
      'under a name of dots and quotes, in a schema of the same',
      `ALTER TABLE ${ledger} RENAME TO "a.""b'"; ALTER SCHEMA drizzle RENAME TO "x.""y'"`,
      `x."y'`,
      `a."b'`,
    ],
    [
      'beside an empty one where the config says',
      `CREATE SCHEMA old; ALTER TABLE ${ledger} SET SCHEMA old; CREATE TABLE ${ledger} (id serial, hash text, created_at bigint)`,
      'old',
      '__drizzle_migrations',
    ],
    [
      'beside the one of another project',
      `CREATE SCHEMA old; ALTER TABLE ${ledger} SET SCHEMA old; CREATE TABLE ${ledger} (id serial, hash text, created_at bigint);
       INSERT INTO ${ledger} (hash, created_at) VALUES ('of another', 1)`,
      'old',
      '__drizzle_migrations',
    ],
    [
      'beside a view where the config says',
      `CREATE SCHEMA old; ALTER TABLE ${ledger} SET SCHEMA old; CREATE VIEW ${ledger} AS TABLE old.__drizzle_migrations`,
      'old',
      '__drizzle_migrations',
    ],
    [
      'though only one of its hashes is known',
      `ALTER SCHEMA drizzle RENAME TO old; UPDATE old.__drizzle_migrations SET hash = 'x' WHERE id > 1`,
      'old',
      '__drizzle_migrations',
    ],
  ])('%s', async (_, sql, schema, table) => {
    for (const { code, findings, stderr } of await saidOf(sql)) {
      expect(code, stderr).toBe(2);
      const [elsewhere] = findings.filter(({ rule }) => rule === 'ledger-elsewhere');
      expect(elsewhere).toMatchObject({
        severity: 'breaking',
        object: { kind: 'table', schema, name: table },
        source: { file: expect.stringMatching(/drizzle\.config\.ts$/) },
        advice: expect.stringContaining(
          `migrations: { schema: ${JSON.stringify(schema)}, table: ${JSON.stringify(table)} }`,
        ),
      });
      expect(rules(findings).filter((rule) => /^(table|schema)-extra$|pending|missing/.test(rule))).toEqual(
        [],
      );
    }
  });

  it('which that setting fixes', async () => {
    const folder = await naming('old', 'applied');
    const both = await saidOf(
      `ALTER SCHEMA drizzle RENAME TO old; ALTER TABLE old.__drizzle_migrations RENAME TO applied`,
      folder,
    );
    for (const ran of both) expect(ran).toMatchObject({ code: 0, findings: [] });
  });

  it('while what else lies in its schema is extra as ever', async () => {
    const [, drift] = await saidOf('ALTER SCHEMA drizzle RENAME TO old; CREATE TABLE old.notes (a int)');
    expect(drift.serious).toEqual(['ledger-elsewhere __drizzle_migrations', 'table-extra notes']);
  });

  it('and a second one is told from the first', async () => {
    const copy = `CREATE SCHEMA old; CREATE TABLE old.__drizzle_migrations AS TABLE ${ledger}`;
    for (const ran of await saidOf(copy)) expect(ran.serious).toEqual(['ledger-twice __drizzle_migrations']);
  });

  it('and a table of the same columns that holds none of these hashes is extra', async () => {
    const [status, drift] = await saidOf(
      "CREATE TABLE applied (id int, hash text, created_at bigint); INSERT INTO applied VALUES (1, 'x', 1735689600000)",
    );
    expect(status).toMatchObject({ code: 0, findings: [] });
    expect(drift.serious).toEqual(['table-extra applied']);
  });
});

describe('a ledger that is nowhere, or empty, is not one that has run nothing', () => {
  it.each([
    [
      'nowhere',
      `DROP TABLE ${ledger}`,
      /there is no ledger "drizzle"\."__drizzle_migrations", though there is "public"\./,
    ],
    ['nor its schema', 'DROP SCHEMA drizzle CASCADE', /there is no ledger/],
    ['empty', `DELETE FROM ${ledger}`, /there is no row in the ledger/],
  ])('%s', async (_, sql, message) => {
    const [status, drift] = await saidOf(sql);
    expect(status.code).toBe(2);
    expect(rules(status.findings)).toContain('ledger-missing');
    expect(rules(drift.findings)).toContain('ledger-missing');
    for (const { findings } of [status, drift])
      expect(findings.find(({ rule }) => rule === 'ledger-missing')?.message).toMatch(message);
    expect(
      rules(drift.findings).filter((rule) => rule.endsWith('-extra') && rule.startsWith('schema')),
    ).toEqual([]);
  });

  it('where nothing that the migrations make is there, all of them are pending', async () => {
    const database = await databases.create();
    await database.run('CREATE TABLE of_somebody_else (a int)');
    const { code, findings } = await runIn(project, ['status'], database.url);
    expect(code).toBe(0);
    expect(new Set(rules(findings))).toEqual(new Set(['migration-pending']));
  });
});
