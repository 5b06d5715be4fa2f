import { alterDatabase, type DriftRow } from './row.ts';

const base = `CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE ROLE driftproof_row_1; CREATE ROLE driftproof_row_2;
  CREATE POLICY p ON t TO driftproof_row_1, driftproof_row_2;`;

const row = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `rights: ${sentence}`,
  base,
  declared,
  live,
  differences,
});

export const rights: readonly DriftRow[] = [
  row(
    'one privilege more',
    'GRANT SELECT ON t TO driftproof_row_1',
    'GRANT SELECT, DELETE ON t TO driftproof_row_1',
    'changed grant on table public.t to driftproof_row_1 privileges: [SELECT] → [DELETE, SELECT]',
  ),
  row(
    'a grant option',
    'GRANT SELECT ON t TO driftproof_row_1',
    'GRANT SELECT ON t TO driftproof_row_1 WITH GRANT OPTION',
    'changed grant on table public.t to driftproof_row_1 grantable: [] → [SELECT]',
  ),
  row(
    'on a function that PUBLIC may call, and may not',
    'REVOKE EXECUTE ON FUNCTION f FROM PUBLIC',
    'GRANT EXECUTE ON FUNCTION f TO driftproof_row_1',
    'extra grant on function public.f() to driftproof_row_1',
    'missing revoke on function public.f() from PUBLIC',
  ),
  row(
    'fewer of a table’s own owner',
    'REVOKE INSERT ON t FROM CURRENT_USER',
    'REVOKE INSERT, DELETE ON t FROM CURRENT_USER',
    'changed revoke on table public.t from its owner privileges: [INSERT] → [DELETE, INSERT]',
  ),
  row(
    'on a database',
    alterDatabase('X').replace('ALTER  DATABASE %I X', 'GRANT CREATE ON DATABASE %I TO driftproof_row_1'),
    alterDatabase('X').replace('ALTER  DATABASE %I X', 'REVOKE CONNECT ON DATABASE %I FROM PUBLIC'),
    'missing grant on database to driftproof_row_1',
    'extra revoke on database from PUBLIC',
  ),
  row(
    'a table dropped, with what was granted on it',
    'CREATE TABLE u (); GRANT SELECT ON u TO driftproof_row_1',
    '',
    'missing table public.u',
  ),
  row(
    'an owner',
    '',
    'ALTER TABLE t OWNER TO driftproof_row_1',
    'changed table public.t owner: none → driftproof_row_1',
  ),
  row(
    'who row security does not bind',
    '',
    'ALTER ROLE driftproof_row_1 BYPASSRLS',
    'changed role driftproof_row_1 bypassRls: false → true',
  ),
  row(
    'a superuser',
    '',
    'ALTER ROLE driftproof_row_1 SUPERUSER',
    'changed role driftproof_row_1 superuser: false → true',
  ),
  row(
    'a membership',
    'GRANT driftproof_row_2 TO driftproof_row_1',
    'GRANT driftproof_row_2 TO driftproof_row_1 WITH ADMIN OPTION',
    'changed role driftproof_row_1 memberOf: [driftproof_row_2] → [driftproof_row_2, with admin]',
  ),
];
