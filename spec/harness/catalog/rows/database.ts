import { alterDatabase, type DriftRow } from './row.ts';

const role = 'CREATE ROLE driftproof_row_3;';
const forRole = (what: string) => alterDatabase(what, 'ROLE driftproof_row_3 IN');

export const extensions: readonly DriftRow[] = [
  {
    sentence: 'extension: missing, and nothing of what it brings',
    declared: 'CREATE EXTENSION citext',
    live: '',
    differences: ['missing extension citext'],
  },
  {
    sentence: 'extension: another version',
    declared: "CREATE EXTENSION pg_trgm VERSION '1.3'",
    live: "CREATE EXTENSION pg_trgm VERSION '1.4'",
    differences: ['changed extension pg_trgm version: 1.3 → 1.4'],
  },
  {
    sentence: 'extension: in another schema',
    base: 'CREATE SCHEMA s;',
    declared: 'CREATE EXTENSION citext',
    live: 'CREATE EXTENSION citext SCHEMA s',
    differences: ['changed extension citext schema: public → s'],
  },
  {
    sentence: 'extension: comment',
    base: 'CREATE EXTENSION citext;',
    declared: "COMMENT ON EXTENSION citext IS 'one'",
    live: "COMMENT ON EXTENSION citext IS 'two'",
    differences: ['changed extension citext comment: one → two'],
  },
  {
    sentence: 'extension member: a function with another body',
    base: `CREATE EXTENSION citext; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
      ALTER EXTENSION citext ADD FUNCTION f();`,
    declared: '',
    live: "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'",
    differences: ['changed extension-member public.function f() definition: one → another'],
  },
  {
    sentence: 'extension member: a view of another query',
    base: 'CREATE EXTENSION citext; CREATE VIEW v AS SELECT 1 AS a; ALTER EXTENSION citext ADD VIEW v;',
    declared: '',
    live: 'CREATE OR REPLACE VIEW v AS SELECT 2 AS a',
    differences: ['changed extension-member public.view v query: SELECT 1 AS a → SELECT 2 AS a'],
  },
];

export const settings: readonly DriftRow[] = [
  {
    sentence: 'setting: of the database',
    declared: alterDatabase("SET TimeZone = 'UTC'"),
    live: alterDatabase("SET TimeZone = 'Europe/Berlin'"),
    differences: ['changed setting TimeZone value: UTC → Europe/Berlin'],
  },
  {
    sentence: 'setting: of a role in the database',
    base: role,
    declared: '',
    live: forRole('SET app.tenant = "a=b"'),
    differences: ['extra setting role:driftproof_row_3 app.tenant'],
  },
  {
    sentence: 'setting: of a role everywhere is the cluster’s',
    base: role,
    declared: '',
    live: "ALTER ROLE driftproof_row_3 SET TimeZone = 'Europe/Berlin'",
    differences: [],
  },
];
