import { expect, inject, it } from 'vitest';
import { connect } from '../../../src/harness/postgres/connection.ts';
import type { Server } from '../../../src/harness/postgres/running-server.ts';
import { openScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
import { endBy, startCli, whileRunning } from '../../support/cli.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const scratch = useScratchDatabases();

async function databases(): Promise<string[]> {
  const admin = await connect(new URL(inject('serverUrl')));
  const [rows = []] = await admin.send("SELECT datname FROM pg_database WHERE datname LIKE 'driftproof\\_%'");
  await admin.close();
  return rows.map(({ datname }) => String(datname));
}

const server = (): Server => ({
  kind: 'url',
  url: new URL(inject('serverUrl')),
  description: '',
  stop: async () => {},
});

it('a scratch drops all it made, and nothing of another that is alive', async () => {
  const mine = await scratch.create();
  const other = await openScratchDatabases(server());
  const theirs = await other.create();
  await other.clone(theirs);
  await other.close();
  const left = await databases();
  expect(left).toContain(mine.name);
  expect(left.filter((name) => name.startsWith(theirs.name.replace(/_\d+$/, '_')))).toEqual([]);
});

it('a clone holds what its template holds, and changes by itself', async () => {
  const template = await scratch.create();
  await template.run('CREATE TABLE t (id int); INSERT INTO t VALUES (1)');
  const clone = await scratch.clone(template);
  await clone.run('INSERT INTO t VALUES (2)');
  const count = async (database: typeof clone) =>
    (await database.run('SELECT count(*)::int FROM t'))[0]?.[0]?.count;
  expect([await count(template), await count(clone)]).toEqual([1, 2]);
});

it('the databases of a killed run are dropped by the next', async () => {
  const admin = await connect(new URL(inject('serverUrl')));
  // Other specs use this server, and sweep it: whose a database is tells which are of this run.
  const role = `killed_${process.pid}`;
  await admin.send(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD 'killed'`);
  const ofRun = `SELECT datname AS name FROM pg_database WHERE datdba = '${role}'::regrole AND datname LIKE 'driftproof\\_%'`;
  // One that was just made when its run was killed bears no mark yet, so that nobody knows whose it is.
  const marked = async (): Promise<number> =>
    (await admin.send(`${ofRun} AND shobj_description(oid, 'pg_database') IS NOT NULL`))[0]?.length ?? 0;
  try {
    const url = Object.assign(new URL(inject('serverUrl')), { username: role, password: 'killed' });
    const child = startCli(['verify', '--server', url.href]);
    await whileRunning(child, async () => (await marked()) > 0);
    await endBy(child, 'SIGKILL');
    while ((await marked()) > 0) await (await openScratchDatabases(server())).close();
  } finally {
    for (const { name } of (await admin.send(ofRun))[0] ?? [])
      await admin.send(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.send(`DROP ROLE ${role}`);
    await admin.close();
  }
});

it('what others have called as we call ours is left alone', async () => {
  const admin = await connect(new URL(inject('serverUrl')));
  const [database, role] = [`driftproof_${process.pid}_1`, `driftproof_${process.pid}_role_0`];
  try {
    await admin.send(`CREATE DATABASE ${database}`);
    await admin.send(`CREATE ROLE ${role}`);
    await (await openScratchDatabases(server())).close();
    expect(await databases()).toContain(database);
    expect(await admin.send(`SELECT rolname FROM pg_roles WHERE rolname = '${role}'`)).toEqual([
      [{ rolname: role }],
    ]);
  } finally {
    await admin.send(`DROP DATABASE IF EXISTS ${database}`);
    await admin.send(`DROP ROLE IF EXISTS ${role}`);
    await admin.close();
  }
});

it('a snapshot can only read', async () => {
  const database = await scratch.create();
  await expect(database.read((snapshot) => snapshot.query('CREATE TABLE t ()'))).rejects.toThrow(
    /read-only transaction/,
  );
});
