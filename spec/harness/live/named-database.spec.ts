import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useTlsGround } from './tls-ground.ts';

const write = useStrangers();
const tls = useTlsGround();

describe('the live database is named as people do, and the report says by what', () => {
  const at = () => `postgres://postgres:${tls.server.password}@127.0.0.1:${tls.server.port}/my%20shop`;
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
    port: tls.server.port,
    user: 'postgres',
    password: tls.server.password,
    database: 'my shop',
  });
  const pg = () => ({
    PGHOST: '127.0.0.1',
    PGPORT: String(tls.server.port),
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
      env: () => ({ ...pg(), PGPASSWORD: tls.server.password }),
      from: 'PGHOST',
    },
    "libpq's variables": { env: () => ({ ...pg(), PGPASSWORD: tls.server.password }), from: 'PGHOST' },
    'a password file': { env: () => ({ ...pg(), PGPASSFILE: join(tls.home, 'pgpass') }), from: 'PGHOST' },
    'a URL that the variables complete': {
      env: () => ({
        DATABASE_URL: 'postgres:///my%20shop',
        ...pg(),
        PGDATABASE: 'other',
        PGPASSWORD: tls.server.password,
      }),
      from: 'DATABASE_URL',
    },
    'a service': {
      env: () => ({ PGSERVICE: 'shop', PGSERVICEFILE: join(tls.home, 'services') }),
      from: 'PGSERVICE',
    },
    keywords: {
      env: () => ({
        DATABASE_URL: `host=127.0.0.1 port=${tls.server.port} user=postgres password=${tls.server.password} dbname='my shop'`,
      }),
      from: 'DATABASE_URL',
    },
    'a socket': {
      argv: () => [
        '--url',
        `postgres://postgres:${tls.server.password}@/my%20shop?host=${tls.server.socket}&port=${tls.server.port}`,
      ],
      from: '--url',
    },
    'a socket by keywords': {
      env: () => ({
        DATABASE_URL: `host=${tls.server.socket} port=${tls.server.port} user=postgres password=${tls.server.password} dbname='my shop'`,
      }),
      from: 'DATABASE_URL',
    },
    '--env-file': { argv: () => ['--env-file', join(tls.home, 'variables')], from: 'DATABASE_URL' },
  };

  beforeAll(async () => {
    await writeFile(
      join(tls.home, 'pgpass'),
      `127.0.0.1:${tls.server.port}:my shop:postgres:${tls.server.password}\n`,
    );
    await chmod(join(tls.home, 'pgpass'), 0o600);
    await writeFile(
      join(tls.home, 'services'),
      `# services\n[other]\nhost=elsewhere\n[shop]\nhost=127.0.0.1\nport=${tls.server.port}\nuser=postgres\ndbname=my shop\npassword=${tls.server.password}\n`,
    );
    await writeFile(join(tls.home, 'variables'), `# of this stage\nDATABASE_URL="${at()}"\n`);
  });

  it.each(Object.entries(ways))('%s', async (_, { credentials, env, argv, from }) => {
    const cwd = await write(files(credentials?.()));
    const ran = await runCli(['status', '--format', 'json', ...(argv?.() ?? [])], {
      cwd,
      env: { HOME: tls.home, ...env?.() },
    });
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout).live).toMatchObject({ from });
    expect(ran.stdout).not.toContain(tls.server.password);
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
      env: { HOME: tls.home, ...env },
    });
    expect(ran.stderr).toMatch(line);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
  });
});
