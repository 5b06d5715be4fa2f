import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, inject, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { openScratchDatabases, type Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

const pidSql = 'SELECT pg_backend_pid() AS pid';
const own = async (database: Scratch) => (await database.run(pidSql))[0]?.[0]?.pid;
const reading = (database: Scratch) =>
  database.read(async (snapshot) => (await snapshot.last(pidSql))[0]?.[0]?.pid);

it('a database is read in the session that works on it', async () => {
  const database = await databases.create();
  expect(await reading(database)).toBe(await own(database));
  await database.drop();
});

it('once plans of that session are void, it is read in another, by the plans that are there', async () => {
  const database = await databases.create();
  await database.run('SET LOCAL session_replication_role = replica');
  const other = await reading(database);
  expect(other).not.toBe(await own(database));
  expect(await reading(database)).toBe(other);
  await database.run('CREATE TABLE t (id integer)');
  const { objects } = await catalogIn(database);
  expect(objects.map(({ id }) => id.name)).toContain('t');
  await database.drop();
});

it('what is not committed yet is read where it is done', async () => {
  const database = await databases.create();
  await database.run('DISCARD PLANS');
  const inside = database.rolledBack(async (within) => {
    await within.run('CREATE TABLE t (id integer)');
    return catalogIn(within);
  });
  expect((await inside).objects.map(({ id }) => id.name)).toContain('t');
  expect((await catalogIn(database)).objects.map(({ id }) => id.name)).not.toContain('t');
  await database.drop();
});

it('a migration that ends all other sessions does not end a reading', async () => {
  const database = await databases.create();
  await database.run('DISCARD PLANS');
  await reading(database);
  await database.run(
    'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
  );
  expect(await reading(database)).toBeGreaterThan(0);
  expect(await reading(database)).not.toBe(await own(database));
  const copy = await databases.clone(database);
  await copy.drop();
  await database.drop();
});

it('a long question that comes again is prepared in the session', async () => {
  const database = await databases.create();
  const question = `SELECT 7 AS seven WHERE ${'true AND '.repeat(60)} true`;
  for (let time = 0; time < 3; time++)
    expect(await database.ask(question, 'SELECT 8 AS eight')).toEqual([[{ seven: 7 }], [{ eight: 8 }]]);
  const [rows] = await database.run('SELECT name FROM pg_prepared_statements');
  expect(rows).toHaveLength(1);
  await database.run('DEALLOCATE ALL');
  expect(await database.ask(question)).toEqual([[{ seven: 7 }]]);
  await database.drop();
});

/** A way to a server that tells its clients of another process than the server's, as a pooler does. */
async function openPooler({ hostname, port }: URL) {
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) socket.on('error', () => upstream.destroy());
    client.pipe(upstream);
    upstream.once('data', tell).on('end', () => client.end());
    function tell(data: Buffer): void {
      // BackendKeyData: a letter, its length, the process (Postgres manual, "Message Formats").
      const at = data.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
      if (at < 0) upstream.once('data', tell);
      else data.writeInt32BE(data.readInt32BE(at + 5) + 1, at + 5);
      client.write(data);
      if (at >= 0) upstream.on('data', (more) => client.write(more));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  return { place: { hostname: '127.0.0.1', port: String(own) }, close: () => server.close() };
}

it('so it is on a server that somebody names, unless a pooler lies between, which shares sessions', async () => {
  const direct = new URL(inject('serverUrl'));
  const pooler = await openPooler(direct);
  const preparedAt = async (place: Pick<URL, 'hostname' | 'port'>): Promise<number | undefined> => {
    const url = Object.assign(new URL(direct), place);
    const named = await openScratchDatabases({ kind: 'url', url, description: '', stop: async () => {} });
    const database = await named.create();
    for (let time = 0; time < 3; time++) await catalogIn(database);
    const [rows] = await database.run('SELECT name FROM pg_prepared_statements');
    await named.close();
    return rows?.length;
  };
  expect(await preparedAt(direct)).toBeGreaterThan(0);
  expect(await preparedAt(pooler.place)).toBe(0);
  pooler.close();
});
