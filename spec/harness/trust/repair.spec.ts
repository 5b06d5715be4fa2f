import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createLedgerSql } from '../../../src/harness/history/ledger.ts';
import { hashOf } from '../../../src/harness/history/migrations.ts';
import type { PlanReport } from '../../../src/harness/model/plan-report.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { onSuiteServer } from '../../support/cli.ts';
import { printedBy } from '../../support/printed.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const stranger = useStrangers();
let project: string;
let marks: string;

/** What the project's migrations make: an event trigger too, whose function the attacker can replace. */
const history = `CREATE TABLE t (id int PRIMARY KEY, name text, CONSTRAINT t_name_check CHECK (name <> ''));
CREATE TABLE u (id int PRIMARY KEY REFERENCES t (id));
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER watched ON ddl_command_end EXECUTE FUNCTION watch()`;

/** Whoever runs `evil` leaves a file where a superuser may write one. Planning may run what calls itself immutable, which may not write by itself. */
const evil = (head: string, body: string): string =>
  `CREATE OR REPLACE FUNCTION leave_mark() RETURNS void LANGUAGE plpgsql AS $evil$ BEGIN
    EXECUTE format('COPY (SELECT 1) TO %L', '${marks}/' || session_user || '-' || current_user);
    EXCEPTION WHEN insufficient_privilege OR undefined_file THEN NULL; END $evil$;
  CREATE OR REPLACE FUNCTION ${head} LANGUAGE plpgsql AS $evil$ BEGIN PERFORM public.leave_mark(); ${body} END $evil$`;

beforeAll(async () => {
  marks = await mkdtemp(join(tmpdir(), 'marks-'));
  await chmod(marks, 0o777);
  project = await stranger({ ...configOf(''), ...historyOf([history]) });
});
afterAll(() => rm(marks, { recursive: true, force: true }));

const identity = () => evil('evil(text) RETURNS text IMMUTABLE', 'RETURN $1;');
const asTrigger = () => evil('evil_row() RETURNS trigger', 'RETURN NEW;');

/** What an attacker who owns the live database puts there, for whoever makes it again elsewhere to run. */
const attacks: readonly (readonly [sentence: string, sql: () => string])[] = [
  ['a default', () => `${identity()}; ALTER TABLE t ALTER name SET DEFAULT evil('x')`],
  ['a check', () => `${identity()}; ALTER TABLE t ADD CONSTRAINT c CHECK (evil(name) IS NOT NULL)`],
  ['an index on an expression', () => `${identity()}; CREATE INDEX i ON t (evil(name))`],
  [
    'a generated column',
    () => `${identity()}; ALTER TABLE t ADD g text GENERATED ALWAYS AS (evil(name)) STORED`,
  ],
  [
    'a trigger',
    () =>
      `${asTrigger()}; CREATE TRIGGER r BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION evil_row()`,
  ],
  [
    'a domain',
    () =>
      `${identity()}; CREATE DOMAIN d AS text CHECK (evil(VALUE) IS NOT NULL); ALTER TABLE t ADD e d DEFAULT 'x'`,
  ],
  ['a materialized view', () => `${identity()}; CREATE MATERIALIZED VIEW m AS SELECT evil('x')`],
  [
    'a SECURITY DEFINER function in a default',
    () =>
      `${evil('definer(text) RETURNS text SECURITY DEFINER', 'RETURN $1;')}; ALTER TABLE t ADD s text DEFAULT definer('x')`,
  ],
  [
    'the function of an event trigger, and something that only a superuser undoes',
    () => `DROP EVENT TRIGGER watched;
      ${evil('watch() RETURNS event_trigger', '')};
      CREATE EVENT TRIGGER watched ON ddl_command_end EXECUTE FUNCTION watch(); ALTER TABLE u DISABLE TRIGGER ALL`,
  ],
  [
    'operators and functions in the way of ours',
    () => `${identity()};
      CREATE FUNCTION same(name, text) RETURNS boolean LANGUAGE sql AS 'SELECT evil($1::text) IS NOT NULL';
      CREATE OPERATOR = (LEFTARG = name, RIGHTARG = text, FUNCTION = same);
      ALTER TABLE u DISABLE TRIGGER ALL`,
  ],
];

const planOf = async (live: Scratch, server: readonly string[]): Promise<PlanReport> => {
  const { stdout, stderr } = await printedBy(['repair', '--format', 'json', ...server], live.url, project);
  const { plan } = JSON.parse(stdout);
  if (!plan) throw new Error(stderr);
  return plan;
};

async function attacked(sql: string): Promise<Scratch> {
  const live = await databases.create();
  await live.run(history);
  await live.run(sql);
  // The suite is a superuser, and has just run them.
  for (const mark of await readdir(marks)) await rm(join(marks, mark), { force: true });
  return live;
}

describe('nothing of a live database runs as a superuser where a plan is tried', () => {
  const together = ['all of them', () => attacks.map(([, sql]) => sql()).join(';\n')] as const;
  it.each(process.env.DRIFTPROOF_PLANS === 'all' ? attacks : [together])('%s', async (_, sql) => {
    const live = await attacked(sql());
    const { statements } = await planOf(live, ['--server', 'embedded']);
    expect(statements.length).toBeGreaterThan(0);
    expect(await readdir(marks)).toEqual([]);
    const ledger = { schema: 'drizzle', table: '__drizzle_migrations' };
    await live.run(`SET search_path = pg_catalog; ${createLedgerSql(ledger, false)};
      INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('${hashOf(history)}', 1735689600000)`);
    for (const mark of await readdir(marks)) await rm(join(marks, mark), { force: true });
    const adopt = await printedBy(['adopt', '--server', 'embedded'], live.url, project);
    expect([adopt.code, adopt.stdout]).toEqual([2, expect.stringContaining('CREATE OR REPLACE FUNCTION')]);
    expect(await readdir(marks)).toEqual([]);
    await live.drop();
  });

  it('on a server that others use, what reaches beyond its database is not even sent', async () => {
    const live = await attacked(attacks[0]?.[1]() ?? '');
    const { statements } = await planOf(live, onSuiteServer());
    expect(statements.map(({ unproved }) => unproved)).toContainEqual(
      expect.stringContaining('reaches beyond'),
    );
    expect(await readdir(marks)).toEqual([]);
    await live.drop();
  });
});

describe('on a server whose role is no superuser', () => {
  it.each([
    ['CREATEDB CREATEROLE', null],
    ['CREATEDB', expect.stringMatching(/^no copy of the database could be made: .*permission denied/)],
  ])('one that may %s', async (rights, unproved) => {
    const live = await databases.create();
    await live.run(`${history.split(';').slice(0, 2).join(';')}; CREATE INDEX more ON t (name)`);
    const role = `planner_${live.name}`;
    await live.run(`CREATE ROLE ${role} LOGIN ${rights} PASSWORD 'secret'`);
    const server = new URL(databases.server.url);
    Object.assign(server, { username: role, password: 'secret' });
    const own = await stranger({ ...configOf(''), ...historyOf([history.split(';').slice(0, 2).join(';')]) });
    const { stdout } = await printedBy(
      ['repair', '--format', 'json', '--server', server.href],
      live.url,
      own,
    );
    const { plan }: { readonly plan: PlanReport } = JSON.parse(stdout);
    expect(plan.statements.map(({ sql, unproved: why }) => [sql, why])).toEqual([
      ['DROP INDEX "public"."more"', unproved],
    ]);
    await live.run(`DROP ROLE ${role}`);
    await live.drop();
  });
});

describe('the role that owns the copies', () => {
  // A container has files of its own.
  it.runIf(inject('serverKind') === 'embedded')(
    'the attacks leave their marks where a superuser runs them',
    async () => {
      for (const [sentence, sql] of attacks.slice(0, 4)) {
        const live = await attacked(sql());
        await live.run("INSERT INTO t (id, name) VALUES (1, 'x')");
        if (sentence === 'a default') await live.run('INSERT INTO t (id) VALUES (2)');
        expect([sentence, (await readdir(marks)).length]).toEqual([sentence, 1]);
        await live.drop();
      }
    },
  );

  it('is gone with the run', async () => {
    const live = await attacked("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    await planOf(live, onSuiteServer());
    const [left] =
      await live.run(`SELECT rolname FROM pg_roles WHERE rolname ~ '^driftproof_[0-9]+_role_[0-9]+$'
      AND split_part(rolname, '_', 2) NOT IN (SELECT objid::text FROM pg_locks WHERE locktype = 'advisory')`);
    expect(left).toEqual([]);
    await live.drop();
  });

  it('may do nothing else', async () => {
    const base = await databases.create();
    await base.run(
      "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (id serial, m mood); CREATE VIEW v AS SELECT 1 AS one",
    );
    const confined = await databases.confine(base);
    const again = await databases.confine(confined);
    for (const copy of [confined, again]) {
      await copy.run("ALTER TABLE t ADD x int; ALTER TYPE mood ADD VALUE 'b'; DROP VIEW v");
      const [[role] = []] = await copy.run(
        'SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = session_user',
      );
      expect(role).toEqual({
        rolsuper: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolbypassrls: false,
      });
      for (const sql of [
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('/etc/passwd')",
        'CREATE ROLE x',
        'CREATE DATABASE x',
        'RESET SESSION AUTHORIZATION; CREATE ROLE x',
        'ALTER SYSTEM RESET ALL',
      ])
        await expect(copy.run(sql)).rejects.toThrow(/permission denied|must be superuser/);
    }
  });
});
