import { Problem } from '../model/problem.ts';
import { keepSecretsIn } from '../model/secrets.ts';

/** Parses a Postgres URL. Throws a {@link Problem} that never repeats the text, since it may hold a password. */
export function parseAddress(text: string): URL {
  keepSecretsIn([text]);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Problem('the database URL cannot be parsed', {
      advice: 'write postgres://user:password@host:port/database',
    });
  }
  if (!/^postgres(ql)?:$/.test(url.protocol))
    throw new Problem(`a database URL begins with postgres://, not ${url.protocol}//`);
  return withLibpqTls(url);
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
