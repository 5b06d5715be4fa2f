import type { BadInput } from './row.ts';

const secret = 's3same';

/** No line may hold a part of the password, and none does: they are all written down here. */
const url = (name: string, text: string, line: string): BadInput => ({
  name: `URL: ${name}`,
  argv: ['drift'],
  env: { DRIFTPROOF_URL: text },
  line,
});

const encoding = 'write / # ? @ : % of a password as %2F %23 %3F %40 %3A %25';
const unparsable = `the database URL cannot be parsed; write postgres://user:password@host:port/database, and ${encoding}`;
const ofThePassword = `the database URL has a / # or ? that seems to be of the password; ${encoding}`;
const noHexadecimal = `the database URL has a % that is not followed by two hexadecimal digits of a character; ${encoding}`;

const server = (name: string, text: string): BadInput => ({
  name: `--server: ${name}`,
  argv: ['verify', '--server', text],
  line: '--server: there is no server kind; use auto, container, embedded or a postgres:// URL',
});

export const badAddresses: readonly BadInput[] = [
  { name: 'URL: none', argv: ['drift'], line: /^no database .*DRIFTPROOF_URL/ },
  url('none at all', secret, unparsable),
  url('of another protocol', `mysql://me:${secret}@h/db`, 'a database URL begins with postgres://'),
  url('a password for a protocol', `${secret}:x`, 'a database URL begins with postgres://'),
  url('a / in the password', `postgres://me:12/${secret}@h/db`, ofThePassword),
  url('a # in the password', `postgres://me:12#${secret}@h/db`, ofThePassword),
  url('a ? in the password', `postgres://me:12?${secret}@h/db`, ofThePassword),
  url('a / in a password with letters', `postgres://me:${secret}/12@h/db`, unparsable),
  url('an @ and a / in the password', `postgres://me:12@34/${secret}@h/db`, ofThePassword),
  url('a % in the password', `postgres://me:%zz${secret}@h/db`, noHexadecimal),
  url('a % in the database', 'postgres://me@h/%zz', noHexadecimal),
  url('bytes that are no character', 'postgres://me@h/%ff', noHexadecimal),
  url('a port that there is not', `postgres://me:${secret}@h:99999/db`, unparsable),
  url(
    'sslmode: unknown',
    `postgres://me:${secret}@h/db?sslmode=required`,
    'sslmode=required in the database URL is not valid; use disable, allow, prefer, require, verify-ca, verify-full, no-verify',
  ),
  url(
    'sslmode: verify-ca with nothing to verify with',
    `postgres://me:${secret}@h/db?sslmode=verify-ca`,
    'sslmode=verify-ca in the database URL needs a certificate to verify with; name its file by sslrootcert, or use verify-full',
  ),
  url(
    'sslrootcert: a file that is not there',
    `postgres://me:${secret}@h/db?sslmode=verify-full&sslrootcert=/nowhere/ca.pem`,
    '/nowhere/ca.pem: no such file or folder; check the path',
  ),
  url(
    'nothing listens there',
    `postgres://me:${secret}@127.0.0.1:9/db`,
    'cannot connect to 127.0.0.1:9/db: nothing listens there; check host and port, and that the server is running',
  ),
  url(
    'no such host',
    `postgres://me:${secret}@no-such-host.invalid/db`,
    'cannot connect to no-such-host.invalid:5432/db: there is no such host; check the host name in the URL',
  ),
  server('a way to a server in words', `user=me password=${secret} host=h`),
  server('a URL without its slashes', `postgres:me:${secret}@h`),
];
