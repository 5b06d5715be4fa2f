import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atDatabase, describeAddress, parseAddress } from '../../../src/harness/postgres/address.ts';
import { connect } from '../../../src/harness/postgres/connection.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import { parametersOf, toUrl } from '../../../src/harness/postgres/parameters.ts';
import { runCli } from '../../support/cli.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { startTlsServer, type TlsServer } from '../../support/tls-server.ts';

const write = useStrangers();
let server: TlsServer;
let home: string;

beforeAll(async () => {
  server = await startTlsServer();
  home = await mkdtemp(join(tmpdir(), 'home-'));
  const admin = await connect(
    new URL(`postgres://postgres:${server.password}@127.0.0.1:${server.port}/postgres`),
  );
  for (const role of ['tls', 'plain', 'bearer'])
    await admin.send(`CREATE ROLE ${role} LOGIN PASSWORD '${server.password}'`);
  await admin.send('CREATE DATABASE "my shop"');
  await admin.close();
  const live = await connect(
    new URL(`postgres://postgres:${server.password}@127.0.0.1:${server.port}/my%20shop`),
  );
  await live.send('CREATE TABLE t (a int)');
  await live.close();
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await rm(home, { recursive: true, force: true });
});

describe('a connection string', () => {
  it.each<[string, Record<string, string>]>([
    [
      'postgres://me:s%40crt@db:5433/shop',
      { host: 'db', port: '5433', user: 'me', password: 's@crt', dbname: 'shop' },
    ],
    ['postgresql://db', { host: 'db' }],
    ['postgres:///shop', { dbname: 'shop' }],
    ['postgres://[::1]:5433/shop', { host: '::1', port: '5433', dbname: 'shop' }],
    ['postgres://%2Fvar%2Frun/shop', { host: '/var/run', dbname: 'shop' }],
    ['postgres:///shop?host=/var/run&port=6', { host: '/var/run', port: '6', dbname: 'shop' }],
    ['postgres://db/shop?ssl=true', { host: 'db', dbname: 'shop', sslmode: 'require' }],
    ['postgres://db/shop?ssl=no-verify', { host: 'db', dbname: 'shop', sslmode: 'no-verify' }],
    ['socket:/var/run?db=shop', { host: '/var/run', dbname: 'shop' }],
    ['/var/run shop', { host: '/var/run', dbname: 'shop' }],
    ['host=db port=5433 dbname=shop', { host: 'db', port: '5433', dbname: 'shop' }],
    ["host = db password='it\\'s \\\\ me' user=''", { host: 'db', password: "it's \\ me" }],
    ["dbname='my shop'", { dbname: 'my shop' }],
  ])('%s', (text, expected) => {
    expect(parametersOf(text)).toEqual(expected);
    expect(parametersOf(toUrl(expected).href)).toEqual({ host: 'localhost', ...expected });
  });

  it.each([
    ['shop', /cannot be parsed/],
    ["host='db", /the connection string cannot be parsed/],
    ['mysql://db/shop', /begins with postgres:\/\//],
    ['postgres://db:port/x', /cannot be parsed/],
    ['postgres://me:100%@db/x', /a % that is not followed by two hexadecimal digits/],
  ])('%s is none', (text, line) => {
    expect(() => parametersOf(text)).toThrow(line);
  });

  it('names another database, and says where it leads without its secrets', () => {
    const url = parseAddress('host=/var/run user=me password=sesame-4711 dbname=shop');
    expect(describeAddress(url)).toBe('/var/run:5432/shop');
    expect(describeAddress(atDatabase(url, 'my other/shop'))).toBe('/var/run:5432/my other/shop');
    expect(describeAddress(parseAddress('postgres://[::1]/shop'))).toBe('[::1]:5432/shop');
  });
});

describe('what would be checked and is not supported is refused', () => {
  it.each([
    ['postgres://a,b/shop', /names several hosts; name the one that is to be compared/],
    ['postgres://me:it@a:5432,b:5433/shop', /names several hosts/],
    ['host=a,b dbname=shop', /names several hosts/],
    ['postgres:///shop?host=a,b&port=1,2', /names several hosts/],
    [
      'postgres://a/shop?target_session_attrs=read-write',
      /target_session_attrs=read-write, which is not supported/,
    ],
    ['postgres://a/shop?gssencmode=require', /gssencmode=require, which is not supported/],
    ['host=a require_auth=scram-sha-256', /require_auth=scram-sha-256, which is not supported/],
    ['postgres://a/shop?sslcrl=x.crl', /sslcrl=x\.crl, which is not supported/],
  ])('%s', (text, line) => {
    expect(() => parseAddress(text)).toThrow(line);
  });

  it.each([
    'postgres://a/shop?target_session_attrs=any&gssencmode=disable&sslnegotiation=postgres',
    'postgres://a/shop?sslmode=require&channel_binding=require',
    'postgres://a/shop?pgbouncer=true&connection_limit=1&schema=public',
  ])('while %s asks for nothing of the kind', (text) => {
    expect(describeAddress(parseAddress(text))).toBe('a:5432/shop');
  });
});

/** Whether the session of an address is protected, or why there is none. */
async function protectionOf(
  user: 'tls' | 'plain' | 'bearer',
  host: string,
  parameters: string,
): Promise<string> {
  const address = `postgres://${user}:${server.password}@${host}:${server.port}/my%20shop?${parameters}`;
  const sql = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
  try {
    const [[row] = []] = await withLive(address, (live) => live.read((snapshot) => snapshot.query(sql)));
    return row?.ssl ? 'protected' : 'plain';
  } catch (error) {
    return String(error);
  }
}

describe('sslmode', () => {
  const noMatch = /certificate|altnames|self-signed/;
  it.each<['tls' | 'plain', string, string, string | RegExp]>([
    ['tls', 'localhost', '', 'protected'],
    ['plain', 'localhost', '', 'plain'],
    ['tls', 'localhost', 'sslmode=disable', /refuses this user/],
    ['tls', 'localhost', 'sslmode=allow', 'protected'],
    ['plain', 'localhost', 'sslmode=allow', 'plain'],
    ['tls', 'localhost', 'sslmode=prefer', 'protected'],
    ['plain', 'localhost', 'sslmode=prefer', 'plain'],
    ['tls', 'localhost', 'sslmode=require', 'protected'],
    ['plain', 'localhost', 'sslmode=require', /refuses this user/],
    ['tls', 'localhost', 'sslmode=no-verify', 'protected'],
    ['tls', '127.0.0.1', 'sslmode=verify-ca&sslrootcert=ROOT', 'protected'],
    ['tls', '127.0.0.1', 'sslmode=require&sslrootcert=ROOT', 'protected'],
    ['tls', 'localhost', 'sslmode=verify-full&sslrootcert=ROOT', 'protected'],
    ['tls', '127.0.0.1', 'sslmode=verify-full&sslrootcert=ROOT', noMatch],
    ['tls', 'localhost', 'sslmode=verify-ca', /needs a certificate to verify with/],
    ['tls', 'localhost', 'sslmode=verify-full', noMatch],
    ['tls', 'localhost', 'sslrootcert=system', noMatch],
    [
      'tls',
      'localhost',
      'sslmode=require&sslrootcert=system',
      /does not verify enough for sslrootcert=system/,
    ],
    [
      'tls',
      'localhost',
      'sslmode=mandatory',
      /sslmode=mandatory in the database URL is not valid; use disable, allow, prefer, require, verify-ca/,
    ],
    [
      'tls',
      'localhost',
      'sslmode=require&sslrootcert=/no/such/file',
      /\/no\/such\/file: no such file or folder; check the path/,
    ],
  ])('%s at %s with %s', async (user, host, parameters, expected) => {
    const found = await protectionOf(user, host, parameters.replace('ROOT', server.root));
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });
});

describe('a certificate of the client', () => {
  it.each<[string, (certificates: TlsServer['bearer']) => string, string | RegExp]>([
    ['is shown', ({ cert, key }) => `sslcert=${cert}&sslkey=${key}`, 'protected'],
    [
      'with a key that has a password',
      ({ cert, lockedKey }) => `sslcert=${cert}&sslkey=${lockedKey}&sslpassword=${server.password}`,
      'protected',
    ],
    ['that is not given', () => 'application_name=x', /asks for a certificate of the client/],
    ['whose file is not there', ({ key }) => `sslcert=/no/such&sslkey=${key}`, /\/no\/such: no such file/],
    [
      'whose key is not given',
      ({ cert }) => `sslcert=${cert}`,
      /needs the key of that certificate; name its file by sslkey/,
    ],
    [
      'whose key has another password',
      ({ cert, lockedKey }) => `sslcert=${cert}&sslkey=${lockedKey}&sslpassword=x`,
      /./,
    ],
  ])('%s', async (_, parameters, expected) => {
    const found = await protectionOf('bearer', 'localhost', `sslmode=require&${parameters(server.bearer)}`);
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
    expect(found.split('\n')).toHaveLength(1);
  });
});

describe('the live database is named as people do, and the report says by what', () => {
  const at = () => `postgres://postgres:${server.password}@127.0.0.1:${server.port}/my%20shop`;
  const files = (credentials?: object) => ({
    ...configOf(
      "export const t = d.pgTable('t', { a: d.integer() });",
      credentials ? { dbCredentials: credentials } : {},
    ),
    ...historyOf(['CREATE TABLE t (a int);', 'DROP TABLE t;']),
  });
  interface Way {
    readonly credentials?: () => object;
    readonly env?: () => Record<string, string>;
    readonly argv?: () => string[];
    readonly from: string;
  }
  const elsewhere = 'postgres://127.0.0.1:9/elsewhere';
  const inParts = () => ({
    host: '127.0.0.1',
    port: server.port,
    user: 'postgres',
    password: server.password,
    database: 'my shop',
  });
  const pg = () => ({
    PGHOST: '127.0.0.1',
    PGPORT: String(server.port),
    PGUSER: 'postgres',
    PGDATABASE: 'my shop',
  });
  const ways: Record<string, Way> = {
    '--url before all': {
      argv: () => ['--url', at()],
      env: () => ({ DRIFTPROOF_URL: elsewhere, DATABASE_URL: elsewhere }),
      from: '--url',
    },
    'DRIFTPROOF_URL before DATABASE_URL': {
      env: () => ({ DRIFTPROOF_URL: at(), DATABASE_URL: elsewhere }),
      from: 'DRIFTPROOF_URL',
    },
    'an empty variable is an absent one': {
      env: () => ({ DRIFTPROOF_URL: ' ', DATABASE_URL: at() }),
      credentials: () => ({ url: elsewhere }),
      from: 'DATABASE_URL',
    },
    'dbCredentials.url before PGHOST': {
      credentials: () => ({ url: at() }),
      env: () => ({ PGHOST: 'elsewhere' }),
      from: 'dbCredentials of drizzle.config.ts',
    },
    'dbCredentials in parts': { credentials: inParts, from: 'dbCredentials of drizzle.config.ts' },
    'dbCredentials with a certificate': {
      credentials: () => ({
        ...inParts(),
        host: 'localhost',
        user: 'tls',
        ssl: { rejectUnauthorized: false },
      }),
      from: 'dbCredentials of drizzle.config.ts',
    },
    'dbCredentials with a word': {
      credentials: () => ({ ...inParts(), user: 'tls', ssl: 'require' }),
      from: 'dbCredentials of drizzle.config.ts',
    },
    'empty dbCredentials name nothing': {
      credentials: () => ({ url: '' }),
      env: () => ({ ...pg(), PGPASSWORD: server.password }),
      from: 'PGHOST',
    },
    "libpq's variables": { env: () => ({ ...pg(), PGPASSWORD: server.password }), from: 'PGHOST' },
    'a password file': { env: () => ({ ...pg(), PGPASSFILE: join(home, 'pgpass') }), from: 'PGHOST' },
    'a URL that the variables complete': {
      env: () => ({
        DATABASE_URL: 'postgres:///my%20shop',
        ...pg(),
        PGDATABASE: 'other',
        PGPASSWORD: server.password,
      }),
      from: 'DATABASE_URL',
    },
    'a service': {
      env: () => ({ PGSERVICE: 'shop', PGSERVICEFILE: join(home, 'services') }),
      from: 'PGSERVICE',
    },
    keywords: {
      env: () => ({
        DATABASE_URL: `host=127.0.0.1 port=${server.port} user=postgres password=${server.password} dbname='my shop'`,
      }),
      from: 'DATABASE_URL',
    },
    'a socket': {
      argv: () => [
        '--url',
        `postgres://postgres:${server.password}@/my%20shop?host=${server.socket}&port=${server.port}`,
      ],
      from: '--url',
    },
    'a socket by keywords': {
      env: () => ({
        DATABASE_URL: `host=${server.socket} port=${server.port} user=postgres password=${server.password} dbname='my shop'`,
      }),
      from: 'DATABASE_URL',
    },
    '--env-file': { argv: () => ['--env-file', join(home, 'variables')], from: 'DATABASE_URL' },
  };

  beforeAll(async () => {
    await writeFile(join(home, 'pgpass'), `127.0.0.1:${server.port}:my shop:postgres:${server.password}\n`);
    await chmod(join(home, 'pgpass'), 0o600);
    await writeFile(
      join(home, 'services'),
      `# services\n[other]\nhost=elsewhere\n[shop]\nhost=127.0.0.1\nport=${server.port}\nuser=postgres\ndbname=my shop\npassword=${server.password}\n`,
    );
    await writeFile(join(home, 'variables'), `# of this stage\nDATABASE_URL="${at()}"\n`);
  });

  it.each(Object.entries(ways))('%s', async (_, { credentials, env, argv, from }) => {
    const cwd = await write(files(credentials?.()));
    const ran = await runCli(['status', '--format', 'json', ...(argv?.() ?? [])], {
      cwd,
      env: { HOME: home, ...env?.() },
    });
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout).live).toMatchObject({ from });
    expect(ran.stdout).not.toContain(server.password);
  });

  it.each<[string, object | undefined, Record<string, string>, RegExp]>([
    [
      'by nobody',
      undefined,
      {},
      /no database URL is given; set DRIFTPROOF_URL \(or DATABASE_URL\), or use --url\n$/,
    ],
    [
      'by an API that takes no connections',
      { database: 'shop', secretArn: 'arn:secret', resourceArn: 'arn:cluster' },
      {},
      /drizzle\.config\.ts: its dbCredentials lead to AWS's Data API, which is not supported; name the database by DRIFTPROOF_URL/,
    ],
    [
      'by a service that is not there',
      undefined,
      { PGSERVICE: 'none' },
      /there is no service "none" in .*\.pg_service\.conf; check PGSERVICE/,
    ],
  ])('%s it is one clear line', async (_, credentials, env, line) => {
    const ran = await runCli(['status'], {
      cwd: await write(files(credentials)),
      env: { HOME: home, ...env },
    });
    expect(ran.stderr).toMatch(line);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('a config that wants the URL', () => {
  const wanting = (body: string) => ({
    ...configOf("export const t = d.pgTable('t', { a: d.integer() });"),
    ...historyOf(['CREATE TABLE t (a int);', 'DROP TABLE t;']),
    'drizzle.config.ts': body,
  });
  const config =
    "export default { dialect: 'postgresql', schema: './schema.ts', dbCredentials: { url: process.env.SHOP_DATABASE_URL } };";
  const zod = `class ZodError extends Error { issues = [{ path: ['SHOP_DATABASE_URL'], message: 'Required' }, { path: ['SHOP_MODE'], message: 'Invalid enum value' }];
    get message() { return JSON.stringify(this.issues, null, 2); } }`;
  const bodies: Record<string, [body: string, line: RegExp]> = {
    'by the name that is told anyway': [
      config.replace('SHOP_', ''),
      /no database URL is given; set DRIFTPROOF_URL \(or DATABASE_URL\), or use --url\n$/,
    ],
    'and throws': [
      `if (!process.env.SHOP_DATABASE_URL) throw new Error('SHOP_DATABASE_URL is required'); ${config}`,
      /no database URL is given: drizzle\.config\.ts: cannot be loaded: SHOP_DATABASE_URL is required; set DRIFTPROOF_URL \(or DATABASE_URL\) or SHOP_DATABASE_URL, or use --url\n$/,
    ],
    'and ends the process': [
      `if (!process.env.SHOP_DATABASE_URL) { console.log('no SHOP_DATABASE_URL'); process.exit(1); } ${config}`,
      /cannot be loaded: it exits the process: no SHOP_DATABASE_URL; set .* or SHOP_DATABASE_URL/,
    ],
    'and validates it': [
      `${zod} const { SHOP_DATABASE_URL } = process.env; if (!SHOP_DATABASE_URL) throw new ZodError(); ${config}`,
      /cannot be loaded: SHOP_DATABASE_URL: Required; SHOP_MODE: Invalid enum value; set .* or SHOP_DATABASE_URL/,
    ],
    'and hands on what is absent': [
      config,
      /no database URL is given; set .* or SHOP_DATABASE_URL, which drizzle\.config\.ts reads, or use --url/,
    ],
  };

  it.each(Object.entries(bodies))(
    '%s: history and verify need none, status says what is absent',
    async (_, [body, line]) => {
      const cwd = await write(wanting(body));
      expect(await runCli(['history', '--quiet'], { cwd })).toMatchObject({
        stderr: '',
        stdout: expect.stringContaining('files: 1 migration'),
      });
      const ran = await runCli(['status'], { cwd });
      expect(ran.stderr).toMatch(line);
      expect(ran).toMatchObject({ code: 1, stdout: '' });
    },
  );

  it('and throws for another reason too: the whole of it is shown', async () => {
    const cwd = await write(wanting(`${zod} throw new ZodError();`));
    const ran = await runCli(['history'], { cwd });
    expect(ran.stderr).toBe(
      'driftproof: drizzle.config.ts: cannot be loaded: SHOP_DATABASE_URL: Required; SHOP_MODE: Invalid enum value\n',
    );
  });
});
