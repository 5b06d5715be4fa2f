import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../../src/harness/postgres/connection.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, runCli } from '../../support/cli.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
let live: Scratch;
const role = `poor_${process.pid}`;

beforeAll(async () => {
  live = await databases.create();
  await migrateByDrizzle(live.url);
  await live.run(`CREATE ROLE ${role} LOGIN PASSWORD 's3same-4711' NOCREATEDB;
    GRANT USAGE ON SCHEMA drizzle TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA drizzle TO ${role}`);
});
afterAll(() => live.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`));

function as(user: string, url = live.url): string {
  const other = new URL(url);
  other.username = user;
  other.password = 's3same-4711';
  return other.href;
}

it('a role that may not create databases is told which right it lacks', async () => {
  const { code, stderr } = await runCli(['verify', '--quiet', '--no-cost', '--server', as(role)]);
  expect(stderr).toMatch(
    /^driftproof: .*permission denied to create database.*; grant the role that right, .*\n$/,
  );
  expect(stderr).not.toContain('s3same');
  expect(code).toBe(1);
});

it.each([
  ['statement_timeout', '10ms'],
  ['idle_in_transaction_session_timeout', '1ms'],
])('a role with a short %s reads a database all the same', async (setting, value) => {
  await live.run(`ALTER ROLE ${role} SET ${setting} = '${value}'`);
  const env = { DRIFTPROOF_URL: as(role) };
  const { code, stderr } = await runCli(['drift', '--quiet', ...onSuiteServer()], { env });
  await live.run(`ALTER ROLE ${role} RESET ALL`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

it('a table that somebody locks is named, with who does', async () => {
  const other = await connect(live.url);
  await other.send('BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE');
  const [[row] = []] = await other.send('SELECT pg_backend_pid() AS pid');
  const env = { DRIFTPROOF_URL: live.url.href };
  const { code, stdout, stderr } = await runCli(['drift', '--quiet', ...onSuiteServer()], { env });
  await other.send('ROLLBACK');
  await other.close();
  expect(stderr).toBe(
    `driftproof: public.users is locked by process ${row?.pid}; run again when no migration is running\n`,
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});
