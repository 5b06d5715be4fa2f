import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { runInProcess } from '../../support/in-process.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const write = useStrangers();
const databases = useScratchDatabases();

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

interface Told {
  readonly targets: readonly { readonly name: string; readonly compared: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly message: string;
    readonly advice: string;
    readonly targets: readonly string[];
  }[];
}

async function drift(cwd: string, live: Scratch, ...args: readonly string[]): Promise<Told> {
  const argv = ['drift', '--format', 'json', '--server', inject('serverUrl'), ...args];
  const { stdout, stderr } = await runInProcess(argv, { cwd, env: { APP_URL: live.url.href } });
  if (!stdout.startsWith('{')) throw new Error(stderr);
  return JSON.parse(stdout);
}

const project = (
  ups: readonly [string, string][],
  like: string,
  config: object = {},
  settings: object = {},
): Promise<string> =>
  write({
    'package.json': '{"type":"module"}',
    ...configOf('export const none = d.pgSchema("unused");', { schemaFilter: ['public'], ...config }),
    ...historyOf(...ups),
    'driftproof.config.json': JSON.stringify({
      targets: [{ name: 'app', env: 'APP_URL', tenants: { like } }],
      ...settings,
    }),
  });

describe('SQL that corrects a tenant', () => {
  const shared = 'CREATE SCHEMA shared; CREATE TABLE shared.country (code text PRIMARY KEY);';
  const up = `
CREATE TABLE town (id serial PRIMARY KEY, country text REFERENCES shared.country (code), name text);
CREATE MATERIALIZED VIEW names AS SELECT name FROM town;
GRANT SELECT ON town TO PUBLIC;
DO 'BEGIN EXECUTE format(''GRANT CREATE ON SCHEMA %I TO PUBLIC'', current_schema); END';`;
  const odd = `it's "B"`;
  const folder = (): Promise<string> => project([[shared + up, 'SELECT 1;']], '*t*', {}, { ledger: 'none' });
  const made = async (...more: readonly string[]): Promise<Scratch> => {
    const database = await databases.create();
    await database.run(shared);
    for (const name of ['t_a', odd])
      await database.run(`CREATE SCHEMA ${quoted(name)}; SET search_path = ${quoted(name)}; ${up}`);
    for (const sql of more) await database.run(sql);
    return database;
  };
  const o = quoted(odd);

  it('is not needed for foreign keys out of its schema, which are what the migrations make', async () => {
    const { findings } = await drift(await folder(), await made());
    expect(findings).toEqual([]);
  });

  it('sets its own sequence', async () => {
    const live = await made(
      `INSERT INTO t_a.town VALUES (7)`,
      `INSERT INTO ${o}.town VALUES (9)`,
      `SELECT nextval('t_a.town_id_seq')`,
    );
    const { findings } = await drift(await folder(), live);
    expect(findings.map(({ rule, advice, targets }) => [rule, advice, targets])).toEqual([
      ['sequence-behind', `SELECT setval('"it''s ""B"""."town_id_seq"', 9)`, [`app/${odd}`]],
      ['sequence-behind', `SELECT setval('"t_a"."town_id_seq"', 7)`, ['app/t_a']],
    ]);
  });

  it('names its schema, and says for which of several it is', async () => {
    const live = await made(
      `ALTER TABLE t_a.town RENAME name TO title; ALTER TABLE ${o}.town RENAME name TO title`,
      `REVOKE CREATE ON SCHEMA t_a FROM PUBLIC; REVOKE SELECT ON ${o}.town FROM PUBLIC`,
    );
    const cwd = await folder();
    const { findings } = await drift(cwd, live);
    const of = (rule: string) => findings.filter((each) => each.rule === rule);
    const [renamed, ...more] = of('column-renamed');
    expect(more).toEqual([]);
    expect(renamed?.targets).toEqual([`app/${odd}`, 'app/t_a']);
    expect(renamed?.advice).toContain(`ALTER TABLE ${o}."town" RENAME COLUMN "title" TO "name"`);
    expect(renamed?.advice).toContain(
      ` (this is for app/${odd}; what it names in others lies in their own schemas)`,
    );
    const grants = of('grant-missing').map(({ advice }) => advice);
    expect(grants).toContainEqual(expect.stringContaining(`GRANT SELECT ON TABLE ${o}."town" TO PUBLIC`));
    expect(grants).toContainEqual(expect.stringContaining('GRANT CREATE ON SCHEMA "t_a" TO PUBLIC'));
    // No plan is made for a tenant.
    expect(JSON.stringify(findings)).not.toContain('driftproof repair');
    const one = await drift(cwd, live, '--target', 'app/t_a');
    const [alone] = one.findings.filter(({ rule }) => rule === 'column-renamed');
    expect(alone?.advice).toMatch(
      /^if it was: ALTER TABLE "t_a"\."town" RENAME COLUMN "title" TO "name"; if/,
    );
    expect(alone?.advice).not.toContain('this is for');
  });
});

describe('a ledger of its own', () => {
  const ledger = 'CREATE TABLE done (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)';
  const steps: [string, string][] = [
    ['CREATE TABLE t (id integer PRIMARY KEY);', 'DROP TABLE t;'],
    ['CREATE INDEX t_id ON t (id);', 'DROP INDEX t_id;'],
  ];

  it('is read of each tenant, however many they are', async () => {
    const cwd = await project(steps, 'tenant_*', { migrations: { schema: 'public', table: 'done' } });
    const { entries } = JSON.parse(await readFile(join(cwd, 'drizzle/meta/_journal.json'), 'utf8'));
    const rowOf = async ({ tag, when }: { readonly tag: string; readonly when: number }) => {
      const text = await readFile(join(cwd, `drizzle/${tag}.sql`), 'utf8');
      return `('${createHash('sha256').update(text).digest('hex')}', ${when})`;
    };
    const [first, second] = await Promise.all(entries.map(rowOf));
    const live = await databases.create();
    const names = Array.from({ length: 120 }, (_, at) => `tenant_${String(at).padStart(3, '0')}`);
    for (const name of names)
      await live.run(`CREATE SCHEMA ${name}; SET search_path = ${name}; ${ledger}; ${steps[0]?.[0]}
        INSERT INTO done (hash, created_at) VALUES ${name === 'tenant_119' ? `${first}, ${second}` : first}`);
    const { targets, findings } = await drift(cwd, live);
    expect(targets.map(({ name }) => name).sort()).toEqual(names.map((name) => `app/${name}`));
    expect(findings.map(({ rule, targets: its }) => [rule, its.length, its.at(-1)])).toEqual([
      ['migration-pending', 119, 'app/tenant_118'],
      ['index-missing', 1, 'app/tenant_119'],
    ]);
    expect(new Set(targets.map(({ compared }) => compared))).toEqual(
      new Set(['the database as of 0000_step', 'the database as of 0001_step']),
    );
  });
});
