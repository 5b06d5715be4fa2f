import { describe, expect, it } from 'vitest';
import { atDatabase, describeAddress, parseAddress } from '../../../src/harness/postgres/address.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import { parametersOf, toUrl } from '../../../src/harness/postgres/parameters.ts';
import type { TlsServer } from '../../support/tls-server.ts';
import { useTlsGround } from './tls-ground.ts';

const tls = useTlsGround();

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
  const address = `postgres://${user}:${tls.server.password}@${host}:${tls.server.port}/my%20shop?${parameters}`;
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
    const found = await protectionOf(user, host, parameters.replace('ROOT', tls.server.root));
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });
});

describe('a certificate of the client', () => {
  it.each<[string, (certificates: TlsServer['bearer']) => string, string | RegExp]>([
    ['is shown', ({ cert, key }) => `sslcert=${cert}&sslkey=${key}`, 'protected'],
    [
      'with a key that has a password',
      ({ cert, lockedKey }) => `sslcert=${cert}&sslkey=${lockedKey}&sslpassword=${tls.server.password}`,
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
    const found = await protectionOf(
      'bearer',
      'localhost',
      `sslmode=require&${parameters(tls.server.bearer)}`,
    );
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
    expect(found.split('\n')).toHaveLength(1);
  });
});
