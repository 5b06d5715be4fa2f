import { describe, expect, it } from 'vitest';
import { useTrials } from './bench.ts';

const tryOut = useTrials();

const before = `CREATE TABLE t (id integer PRIMARY KEY, tenant integer, a text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (tenant = 0); CREATE POLICY "every other" ON t USING (tenant = -1);`;

it('what row security hides is named with the column, the table and its policies', async () => {
  const { findings } = await tryOut({
    before: before.replace('tenant = 0', 'tenant = 4711').replace('tenant = -1', 'false'),
    up: "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = 'x' WHERE tenant IS NULL;",
    down: 'ALTER TABLE t DROP COLUMN b;',
  });
  expect(findings.filter(({ rule }) => rule === 'migration-hidden-rows')).toMatchObject([
    {
      severity: 'breaking',
      object: { kind: 'column', schema: 'public', table: 't', name: 'b' },
      step: { direction: 'up' },
      message:
        '/made/0001_step: its up leaves values of public.t.b as they were when an ordinary owner of the tables runs it: public.t forces row security on its owner (policy "every other", policy "own")',
    },
  ]);
});

it.each([
  [
    'nobody named',
    undefined,
    'warning',
    /fails when an ordinary owner of the tables runs it: permission denied/,
  ],
  ['one named', 'deployer', 'breaking', /fails when the role deployer runs it: permission denied/],
] as const)('a missing right of the role, with %s', async (_, role, severity, message) => {
  const up = "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = pg_read_file('PG_VERSION');";
  const example = { before: 'CREATE TABLE t (a text);', up, down: 'ALTER TABLE t DROP COLUMN b;' };
  const { findings } = await tryOut(example, role ? { role } : {});
  expect(findings.filter(({ rule }) => rule === 'migration-fails-as-owner')).toMatchObject([
    { severity, message: expect.stringMatching(message), source: { line: 1 } },
  ]);
});

it('a role that exists is used with the rights that it has', async () => {
  const before = `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader_of_files') THEN
      CREATE ROLE reader_of_files; END IF; END $$; GRANT pg_read_server_files TO reader_of_files; CREATE TABLE t (a text);
    GRANT EXECUTE ON FUNCTION pg_read_file(text) TO pg_read_server_files;`;
  const up = "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = pg_read_file('PG_VERSION');";
  const example = { before, up, down: 'ALTER TABLE t DROP COLUMN b;' };
  const { findings } = await tryOut(example, { role: 'reader_of_files' });
  expect(findings.map(({ rule }) => rule)).not.toContain('migration-fails-as-owner');
});

it('indexes that are built CONCURRENTLY do not keep it from being tried', async () => {
  const { findings, notTried } = await tryOut({
    before: before.replace('tenant = 0', 'tenant = 4711').replace('tenant = -1', 'false'),
    up: "CREATE INDEX CONCURRENTLY i ON t (a); ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = 'x';",
    down: 'ALTER TABLE t DROP COLUMN b; DROP INDEX CONCURRENTLY i;',
  });
  expect(notTried).toEqual([]);
  expect(findings.map(({ rule }) => rule)).toContain('migration-hidden-rows');
});

it('what cannot be tried so is said', async () => {
  const { notTried } = await tryOut({
    before,
    up: 'VACUUM t;',
    down: 'SELECT 1;',
  });
  expect(notTried).toEqual([
    expect.stringMatching(
      /^\/made\/0001_step not tried as an ordinary owner of the tables: .*cannot run inside/,
    ),
  ]);
});

describe('what to do depends on what is refused', () => {
  const plain = 'CREATE TABLE t (a text);';
  it.each([
    [
      'an extension that is not trusted',
      plain,
      'CREATE EXTENSION amcheck;',
      /superuser create the extension before.* CREATE EXTENSION IF NOT EXISTS amcheck in/,
    ],
    [
      'a function',
      plain,
      "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = pg_read_file('PG_VERSION');",
      /^GRANT the role the right on pg_read_file before/,
    ],
    [
      'a setting',
      plain,
      'SET LOCAL session_replication_role = replica; UPDATE t SET a = a;',
      /^GRANT SET ON PARAMETER session_replication_role TO the role .* or ALTER TABLE … DISABLE TRIGGER USER/,
    ],
    [
      'another setting, by a function',
      plain,
      "SELECT set_config('log_min_duration_statement', '0', true);",
      /^GRANT SET ON PARAMETER log_min_duration_statement TO the role that runs the migration, before it, or name/,
    ],
    [
      'what no grant gives',
      plain,
      'CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f(); DROP EVENT TRIGGER e; DROP FUNCTION f;',
      /^let a superuser run the statement before/,
    ],
    [
      'an extension, where a policy hides rows too',
      before.replace('tenant = 0', 'true'),
      'ALTER TABLE t ADD COLUMN c text; CREATE EXTENSION amcheck;',
      /superuser create the extension before/,
    ],
    [
      'rows that a policy hides',
      before.replace('tenant = 0', 'tenant = 4711').replace('tenant = -1', 'false'),
      "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = 'x'; ALTER TABLE t ALTER COLUMN b SET NOT NULL;",
      /NO FORCE ROW LEVEL SECURITY/,
    ],
    [
      'rows that a policy refuses',
      before.replace('tenant = 0', 'tenant = 4711').replace('tenant = -1', 'false'),
      "INSERT INTO t VALUES (-77, 1, 'x'); DELETE FROM t WHERE id = -77;",
      /NO FORCE ROW LEVEL SECURITY/,
    ],
  ])('%s', async (_, before, up, advice) => {
    const { findings } = await tryOut({ before, up, down: 'SELECT 1;' });
    const found = findings.filter(({ rule }) => rule === 'migration-fails-as-owner');
    expect(found).toMatchObject([{ advice: expect.stringMatching(advice) }]);
    if (!/policy/.test(_)) expect(found[0]?.advice).not.toMatch(/NO FORCE/);
  });
});
