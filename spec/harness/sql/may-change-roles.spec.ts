import { expect, it } from 'vitest';
import { mayChangeRoles } from '../../../src/harness/sql/may-change-roles.ts';

it.each([
  'CREATE ROLE app;',
  'create user app;',
  'CREATE /* nobody */ -- else\n GROUP app;',
  'ALTER ROLE app SUPERUSER;',
  'DROP USER IF EXISTS app;',
  "COMMENT ON ROLE app IS 'x';",
  'GRANT staff TO app;',
  'REVOKE staff FROM app;',
  "DO $$ BEGIN EXECUTE 'CREATE ' || 'ROLE app'; END $$;",
  "SELECT plan('CREATE ROLE app');",
])('%s may change roles', (sql) => {
  expect(mayChangeRoles(sql)).toBe(true);
});

it.each([
  'CREATE TABLE "user" (id int, role text, "group" text);',
  'CREATE VIEW v AS SELECT role FROM "user" GROUP BY role;',
  'ALTER TABLE "user" ADD COLUMN role text;',
  'CREATE INDEX ON "user" (role);',
  'CREATE USER MAPPING FOR app SERVER s;',
  'CREATE TRIGGER t BEFORE UPDATE OF role ON "user" EXECUTE FUNCTION f();',
])('%s only names what is called so', (sql) => {
  expect(mayChangeRoles(sql)).toBe(false);
});
