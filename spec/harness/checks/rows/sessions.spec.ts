import { expect, it } from 'vitest';
import type { Finding } from '../../../../src/harness/model/finding.ts';
import { type Example, useTrials } from './bench.ts';

const tryOut = useTrials();

const before = `CREATE TABLE t (id integer PRIMARY KEY, at timestamptz NOT NULL CHECK (at BETWEEN '2001-01-01' AND '2031-01-01'),
  flag boolean NOT NULL DEFAULT false CHECK (NOT flag), bytes bytea NOT NULL, size float NOT NULL, made timestamp NOT NULL);`;
const addB = 'ALTER TABLE t ADD COLUMN b date;\n';
const dropB = 'ALTER TABLE t DROP COLUMN b;';
const day = 'UPDATE t SET b = at::date;';

const saidOf = async (example: Omit<Example, 'before'>): Promise<readonly Finding[]> => {
  const { findings } = await tryOut({ before, ...example });
  return findings.filter(({ rule }) => rule === 'migration-depends-on-session');
};

const zone = 'other values, such as .*, in a session whose TimeZone is America/New_York';

it.each([
  ['an up', `${addB}UPDATE t SET id = id;\n${day}\nSELECT 1;`, dropB, 'up', 3, `up gives public.t.b ${zone}`],
  [
    'an up that ends its transaction',
    `${addB}COMMIT;\n${day}`,
    dropB,
    'up',
    3,
    `up gives public.t.b ${zone}`,
  ],
  [
    'an up that runs in no transaction',
    `CREATE INDEX CONCURRENTLY i ON t (at);\n${addB}${day}\nSELECT 1;`,
    `DROP INDEX i; ${dropB}`,
    'up',
    3,
    `up gives public.t.b ${zone}`,
  ],
  [
    'an up that fails there',
    `${addB}UPDATE t SET b = '12/31/2024';`,
    dropB,
    'up',
    2,
    'up fails: date/time field value .*, in a session whose DateStyle is SQL, DMY',
  ],
  [
    'a down',
    "ALTER TABLE t ALTER COLUMN made TYPE timestamptz USING made AT TIME ZONE 'UTC';",
    'SELECT 1;\nALTER TABLE t ALTER COLUMN made TYPE timestamp;',
    'down',
    2,
    `down gives public.t.made ${zone}`,
  ],
  [
    'a second up, of rows that its down has changed',
    `ALTER TABLE t DROP CONSTRAINT IF EXISTS t_flag_check; ${addB}UPDATE t SET b = at::date WHERE flag;`,
    `UPDATE t SET flag = true WHERE at IS NOT NULL; ${dropB}`,
    'reapply',
    2,
    `second up gives public.t.b ${zone}`,
  ],
])('%s names the setting and the statement', async (_, up, down, direction, line, says) => {
  const file = direction === 'down' ? down : up;
  const statement = file.split('\n')[line - 1]?.replace(';', '');
  const [said, ...others] = await saidOf({ up, down });
  expect(said).toMatchObject({ severity: 'breaking', step: { direction }, source: { line } });
  expect(said?.message).toMatch(new RegExp(`its ${says}: `));
  expect(said?.message.endsWith(`: ${statement}`), said?.message).toBe(true);
  expect(others).toEqual([]);
});

it.each([
  ['the text of bytes', 'bytes::text', 'bytea_output is escape'],
  ['the text of a float', 'size::text', 'extra_float_digits is 0'],
])('%s depends on what hardly any server has otherwise, which is an info', async (_, value, setting) => {
  const up = `ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = ${value};`;
  expect(await saidOf({ up, down: dropB })).toMatchObject([
    { severity: 'info', message: expect.stringContaining(`in a session whose ${setting}: UPDATE t SET b`) },
  ]);
});

it.each([
  [
    'by chance',
    "ADD COLUMN b float DEFAULT random(), ADD COLUMN d text DEFAULT to_char(date '2024-01-02', 'DD')",
  ],
  ['by the clock', 'ADD COLUMN b double precision DEFAULT extract(epoch FROM clock_timestamp())'],
])('what is drawn %s differs from run to run, and not by the session', async (_, action) => {
  const up = `ALTER TABLE t ${action};`;
  expect(await saidOf({ up, down: 'ALTER TABLE t DROP COLUMN b;' })).toEqual([]);
});

it.each([
  [
    'a table',
    'UPDATE t SET id = id;',
    'CREATE TABLE archive.t (id integer);',
    'warning',
    { kind: 'table', schema: 'public', name: 't' },
    'its up means another t in a session with another search_path, since there is one in public and in archive: UPDATE t SET id = id',
  ],
  [
    'a table, as drizzle-kit writes it',
    'ALTER TABLE "t" ADD COLUMN "b" date;',
    'CREATE TABLE archive.t (id integer);',
    'info',
    { kind: 'table', schema: 'public', name: 't' },
    'one in public and in archive: ALTER TABLE t ADD COLUMN b date',
  ],
  [
    'a view',
    'DO $$ BEGIN PERFORM count(*) FROM v; END $$;',
    'CREATE VIEW v AS SELECT 1 AS n; CREATE VIEW archive.v AS SELECT 1 AS n;',
    'warning',
    { kind: 'view', schema: 'public', name: 'v' },
    'means another v in a session',
  ],
  [
    'a table in a function',
    'CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM t $$;',
    'CREATE TABLE archive.t (id integer);',
    'warning',
    { kind: 'table', schema: 'public', name: 't' },
    'archive: CREATE FUNCTION f()',
  ],
])('%s that is in two schemas is named with the statement', async (_, up, also, severity, object, says) => {
  const { findings } = await tryOut({
    before: `${before} CREATE SCHEMA archive; ${also}`,
    up,
    down: 'SELECT 1;',
  });
  expect(findings.filter(({ rule }) => rule === 'migration-depends-on-session')).toMatchObject([
    { severity, object, message: expect.stringContaining(says) },
  ]);
});

it('what the role may not set up is said', async () => {
  const { notTried } = await tryOut({
    before: `CREATE TABLE t (price money NOT NULL); ALTER TABLE t OWNER TO pg_monitor; SET SESSION AUTHORIZATION pg_monitor;`,
    up: 'ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = price::text;',
    down: dropB,
  });
  expect(notTried).toContain(
    '/made/0001_step not tried with another lc_monetary: the role may not set it up',
  );
});

it('the bound of a partition that a session reads in its zone is an info, one that says its zone is none, and a check is a warning', async () => {
  const parent = 'CREATE TABLE p (at timestamptz NOT NULL) PARTITION BY RANGE (at);';
  const severitiesOf = async (from: string, to: string, more = '') => {
    const up = `CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('${from}') TO ('${to}');${more}`;
    const { findings } = await tryOut({ before: parent, up, down: 'DROP TABLE p1;' });
    return findings
      .filter(({ rule }) => rule === 'migration-depends-on-session')
      .map(({ severity }) => severity);
  };
  expect(await severitiesOf('2026-01-01', '2026-02-01')).toEqual(['info']);
  expect(await severitiesOf('2026-01-01 00:00+00', '2026-02-01 00:00+00')).toEqual([]);
  const check = "\nALTER TABLE p1 ADD CHECK (at <> '2026-01-03');";
  expect(await severitiesOf('2026-01-01', '2026-02-01', check)).toEqual(['warning']);
});
