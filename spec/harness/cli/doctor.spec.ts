import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { nodeVersion } from '../../../src/harness/commands/doctor/node-version.ts';
import type { Checkup } from '../../../src/harness/model/checkup.ts';
import { parseAddress } from '../../../src/harness/postgres/address.ts';
import { connect } from '../../../src/harness/postgres/connection.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { runInProcess } from '../../support/in-process.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { startTlsServer, type TlsServer } from '../../support/tls-server.ts';

const write = useStrangers();
const databases = useScratchDatabases();
const fits = new Ajv().compile(JSON.parse(readFileSync('schemas/report.json', 'utf8')));

interface Asked {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
}

/** Asks the doctor in a folder, on the suite's server. Returns what it says of each thing. */
async function ask(cwd: string, { argv = [], ...surroundings }: Asked = {}) {
  const line = ['doctor', '--format', 'json', '--server', inject('serverUrl'), ...argv];
  const { code, stdout, stderr } = await runInProcess(line, { cwd, ...surroundings });
  expect(stderr).toBe('');
  const answer = JSON.parse(stdout);
  expect(fits(answer), JSON.stringify(fits.errors)).toBe(true);
  const checks: readonly Checkup[] = answer.checks;
  const missing = checks.filter(({ state }) => state === 'missing');
  expect({ code, missing: answer.missing }).toEqual({
    code: missing.length > 0 ? 2 : 0,
    missing: missing.length,
  });
  return {
    code,
    text: stdout,
    of: (about: string) => checks.find((each) => each.about === about),
    missing: missing.map(({ about }) => about),
  };
}

const schema = "export const t = d.pgTable('t', { id: d.integer().primaryKey() });";
const extension = (name: string) => ({
  ...configOf(schema),
  ...historyOf([`CREATE EXTENSION IF NOT EXISTS ${name}; CREATE TABLE t (id integer PRIMARY KEY);`]),
});

describe('what a project needs', () => {
  it('is all here in this one', async () => {
    const { missing, of } = await ask('.');
    expect(missing).toEqual([]);
    expect(of('migrations')?.says).toBe('9 migrations in drizzle/migrations');
    expect(of('project')?.says).toBe('drizzle.config.ts');
    expect(of('scratch server')?.says).toMatch(/^Postgres \d+/);
    expect(of('live database')).toMatchObject({ state: 'unused', advice: /DRIFTPROOF_URL/ });
  });

  it('says what is wrong with a config, and looks at the rest', async () => {
    const { missing, of } = await ask(await write({ 'drizzle.config.ts': 'throw new Error("no luck");' }));
    expect(missing).toEqual(['project']);
    expect(of('project')?.says).toBe('drizzle.config.ts: cannot be loaded: no luck');
    expect(of('scratch server')?.state).toBe('ok');
  });

  it('names packages that are not installed', async () => {
    const { missing } = await ask(await write({ ...configOf(schema), ...historyOf(['SELECT 1']) }, false));
    expect(missing).toEqual(['drizzle-orm']);
  });

  it('counts what has no down file', async () => {
    const { of } = await ask(await write(extension('citext')));
    expect(of('migrations')?.says).toBe(
      '1 migration in drizzle; 1 of them without a down file, which driftproof down drafts',
    );
  });

  it.each([
    ['citext', []],
    ['"no such thing"', ['extensions']],
  ])('knows whether the server has extension %s', async (name, missing) => {
    const answer = await ask(await write(extension(name)));
    expect(answer.missing).toEqual(missing);
  });

  it('says that a server cannot be reached, without its password', async () => {
    const { missing, text } = await ask('.', {
      argv: ['--server', 'postgres://me:s3same-4711@127.0.0.1:1/x'],
    });
    expect(missing).toEqual(['scratch server']);
    expect(text).not.toContain('s3same');
  });
});

it.each([
  ['20.18.3', 'missing'],
  ['18.20.0', 'missing'],
  ['20.19.0', 'ok'],
  ['21.0.0', 'ok'],
  ['24.1.0', 'ok'],
])('Node %s is %s', (version, state) => {
  expect(nodeVersion(version).state).toBe(state);
});

describe('a database that the settings name', () => {
  it('is looked at by its name, and named where several could be meant', async () => {
    const live = await databases.create();
    const folder = await write({
      ...configOf(schema),
      ...historyOf(['CREATE TABLE t (id integer PRIMARY KEY);']),
      'driftproof.config.json': JSON.stringify({ targets: [{ env: 'FLEET' }] }),
    });
    const nowhere = 'postgres://nobody:s3same-of-oslo@127.0.0.1:1/oslo';
    const env = { FLEET: `paris ${live.url.href}\noslo ${nowhere}`, DRIFTPROOF_URL: nowhere };
    const about = async (...argv: string[]) => {
      const { of, text } = await ask(folder, { env, argv });
      expect(text).not.toContain('s3same');
      return of('live database');
    };
    expect(await about()).toMatchObject({
      state: 'unused',
      advice: expect.stringContaining('--target oslo'),
    });
    expect(await about('--target', 'paris')).toMatchObject({
      state: 'ok',
      says: expect.stringContaining('target paris'),
    });
    expect(await about('--target', 'oslo')).toMatchObject({
      state: 'missing',
      says: expect.stringContaining('127.0.0.1:1'),
    });
    expect(await about('--target', 'pari')).toMatchObject({
      state: 'missing',
      advice: expect.stringContaining('"paris"'),
    });
    expect(await about('--url', live.url.href)).toMatchObject({
      state: 'ok',
      says: expect.stringContaining('--url'),
    });
  });
});

describe('a live database', () => {
  let live: Scratch;
  const role = `looker_${process.pid}`;

  beforeAll(async () => {
    live = await databases.create();
    await migrateByDrizzle(live.url);
    await live.run(`CREATE ROLE ${role} LOGIN PASSWORD 's3same-4711'`);
  });
  afterAll(() => live.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`));

  function asRole(change: Partial<URL> = {}): string {
    return Object.assign(new URL(live.url), { username: role, password: 's3same-4711' }, change).href;
  }
  const askAs = async (url: string, more: Asked = {}) => {
    const { missing, ...answer } = await ask('.', { ...more, env: { DRIFTPROOF_URL: url } });
    // A container is reached by a network, and its server knows no TLS.
    return { ...answer, missing: missing.filter((about) => about !== 'TLS') };
  };

  it('the GRANTs that its role lacks are those that let it read the ledger', async () => {
    const before = await askAs(asRole());
    expect(before.missing).toEqual(['ledger']);
    const grants = before.of('ledger')?.advice ?? '';
    expect(grants).toBe(
      `GRANT USAGE ON SCHEMA "drizzle" TO "${role}"; GRANT SELECT ON "drizzle"."__drizzle_migrations" TO "${role}";`,
    );
    await live.run(`GRANT USAGE ON SCHEMA drizzle TO ${role}`);
    expect((await askAs(asRole())).of('ledger')?.advice).not.toContain('USAGE');
    await live.run(grants);
    const after = await askAs(asRole());
    expect(after.missing).toEqual([]);
    expect(after.of('ledger')?.says).toBe('"drizzle"."__drizzle_migrations": 9 rows');
    expect(after.of('role')).toMatchObject({ state: 'ok', says: role });
    expect(after.text).not.toContain('s3same');
  });

  it('a superuser is more than is needed', async () => {
    const { of, missing } = await askAs(live.url.href);
    expect(of('role')).toMatchObject({ state: 'unused', says: /superuser/ });
    expect(missing).toEqual([]);
  });

  it.each([
    [-3600, 'its clock is 3600 seconds ahead of ours'],
    [3600, 'its clock is 3600 seconds behind ours'],
  ])('a clock that differs from ours by %d seconds is told', async (seconds, says) => {
    const { of } = await askAs(live.url.href, { now: () => new Date(Date.now() + seconds * 1000) });
    expect(of('clock')).toMatchObject({ state: 'missing', says });
  });

  it('one that cannot be reached says why', async () => {
    const { missing, text } = await askAs('postgres://me:s3same-4711@127.0.0.1:1/x');
    expect(missing).toEqual(['live database']);
    expect(text).not.toContain('s3same');
  });
});

describe('how a connection is protected', () => {
  let server: TlsServer;
  beforeAll(async () => {
    server = await startTlsServer();
    const { port, password } = server;
    const admin = await connect(parseAddress(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`));
    for (const role of ['plain', 'tls']) await admin.send(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    await admin.close();
  });
  afterAll(() => server.stop());

  const at = async (user: string, host: string, mode: string) => {
    const url = `postgres://${user}:${server.password}@${host}:${server.port}/postgres?sslmode=${mode}`;
    return (await ask('.', { env: { DRIFTPROOF_URL: url } })).of('TLS');
  };

  it('TLS is told by its version', async () => {
    expect(await at('tls', '127.0.0.1', 'require')).toMatchObject({ state: 'ok', says: /^TLSv1\.\d$/ });
  });

  it('none is needed on this machine, and missing anywhere else', async () => {
    expect(await at('plain', '127.0.0.1', 'disable')).toMatchObject({ state: 'unused' });
    // It leads here too, and does not say so.
    expect(await at('plain', '0.0.0.0', 'disable')).toMatchObject({
      state: 'missing',
      advice: /sslmode=verify-full/,
    });
  });
});
