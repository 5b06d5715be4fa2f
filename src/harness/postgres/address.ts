import { Problem } from '../model/problem.ts';
import { keepSecretsIn } from '../model/secrets.ts';

/** Parses a Postgres URL. Throws a {@link Problem} that never repeats the text, since it may hold a password. */
export function parseAddress(text: string): URL {
  keepSecretsIn([text]);
  const url = toUrl(text);
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new Problem('a database URL begins with postgres://');
  refuseUnencoded(text, url);
  refuseUnknownTls(url);
  return withLibpqTls(url);
}

const encoding = 'write / # ? @ : % of a password as %2F %23 %3F %40 %3A %25';

function toUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new Problem('the database URL cannot be parsed', {
      advice: `write postgres://user:password@host:port/database, and ${encoding}`,
    });
  }
}

/** A part of a password that is not encoded as it should be would be taken for the host or the database, and be shown. */
function refuseUnencoded(text: string, { hash, href }: URL): void {
  const [, beyond = ''] = /:\/\/[^/?#]*(.*)$/s.exec(text) ?? [];
  if (hash !== '' || beyond.includes('@'))
    throw new Problem('the database URL has a / # or ? that seems to be of the password', {
      advice: encoding,
    });
  try {
    decodeURIComponent(href);
  } catch {
    throw new Problem(
      'the database URL has a % that is not followed by two hexadecimal digits of a character',
      {
        advice: encoding,
      },
    );
  }
}

/** libpq's words (its manual, "SSL Support"), and node-postgres's own. */
const tlsModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** What is unknown would be taken for another word in silence. */
function refuseUnknownTls({ searchParams }: URL): void {
  const mode = searchParams.get('sslmode') ?? 'disable';
  if (!tlsModes.includes(mode))
    throw new Problem(`sslmode=${mode} in the database URL is not valid`, {
      advice: `use ${tlsModes.join(', ')}`,
    });
  if (mode === 'verify-ca' && !searchParams.has('sslrootcert'))
    throw new Problem('sslmode=verify-ca in the database URL needs a certificate to verify with', {
      advice: 'name its file by sslrootcert, or use verify-full',
    });
}

/** Where a URL leads, for messages: `host:port/database`, with neither user nor password. */
export const describeAddress = (url: URL): string =>
  `${url.hostname || 'localhost'}:${url.port || '5432'}/${databaseOf(url)}`;

/** The database a URL names; as in libpq, the user's name when it names none. */
export const databaseOf = (url: URL): string =>
  decodeURIComponent(url.pathname.slice(1) || url.username || 'postgres');

/** The same server, another database. */
export function atDatabase(url: URL, database: string): URL {
  const copy = new URL(url);
  copy.pathname = `/${encodeURIComponent(database)}`;
  return copy;
}

/** node-postgres reads `sslmode` in its own way unless told to follow libpq (pg-connection-string's README). */
function withLibpqTls(url: URL): URL {
  const copy = new URL(url);
  if (copy.searchParams.has('sslmode')) copy.searchParams.set('uselibpqcompat', 'true');
  return copy;
}
