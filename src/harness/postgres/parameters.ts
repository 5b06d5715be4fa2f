import { Problem } from '../model/problem.ts';
import { keepSecrets, keepSecretsIn } from '../model/secrets.ts';
import { severalHosts } from './unsupported.ts';

/** How a database is reached, by libpq's names (Postgres manual, "Parameter Key Words"). None of them is empty. */
export type Parameters = Readonly<Record<string, string>>;

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

const encoding = 'write / # ? @ : % of a password as %2F %23 %3F %40 %3A %25';

const wrong = (what: string): Problem =>
  new Problem(what, {
    advice: `write postgres://user:password@host:port/database, and ${encoding}`,
  });

/**
 * Reads a connection string as libpq and node-postgres take it: a URL, `host=… dbname=…`, or the folder of a socket and
 * a database. Throws a Problem that never repeats it, since it may hold a password.
 */
export function parametersOf(text: string): Parameters {
  keepSecretsIn([text]);
  const parameters = withoutEmpty(parse(text.trim()));
  keepSecrets([parameters.password, parameters.sslpassword]);
  return parameters;
}

function parse(text: string): Parameters {
  if (/^[a-z][\w+.-]*:/i.test(text)) return ofUrl(text);
  if (/^\/[^/]/.test(text)) return ofSocket(text);
  if (text.includes('=')) return ofKeywords(text);
  throw wrong('the database URL cannot be parsed');
}

/** The parts of a URL; whatever follows `?` outranks them, as in libpq. */
function ofUrl(text: string): Parameters {
  const url = parsed(text) ?? parsed(text.replace(/@(?=[:/?])/, `@${nowhere}`));
  if (!url)
    throw /^[^/]*\/\/[^/?#]*,/.test(text) ? severalHosts() : wrong('the database URL cannot be parsed');
  const { protocol } = url;
  if (protocol === 'socket:')
    return { host: decode(url.pathname), ...rest(url, { db: 'dbname', encoding: 'client_encoding' }) };
  if (!/^postgres(ql)?:$/.test(protocol)) throw new Problem('a database URL begins with postgres://');
  refuseUnencoded(text, url);
  return {
    host: url.hostname === nowhere ? '' : decode(url.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: url.port,
    user: decode(url.username),
    password: decode(url.password),
    dbname: decode(url.pathname.slice(1)),
    ...rest(url, { ssl: 'ssl' }),
  };
}

/** A part of a password that is not encoded as it should be would be taken for the host or the database, and be shown. */
function refuseUnencoded(text: string, { hash }: URL): void {
  const [, beyond = ''] = /:\/\/[^/?#]*(.*)$/s.exec(text) ?? [];
  if (hash !== '' || beyond.includes('@'))
    throw new Problem('the database URL has a / # or ? that seems to be of the password', {
      advice: encoding,
    });
}

/** Stands for the host of a URL with a user and none, which libpq takes and the standard does not. */
const nowhere = 'no-host.invalid';

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function rest({ searchParams }: URL, renamed: Parameters): Parameters {
  const given = Object.fromEntries([...searchParams].map(([name, value]) => [renamed[name] ?? name, value]));
  // JDBC's word and node-postgres's, which libpq takes as well.
  const { ssl, ...others } = given;
  const mode = ssl === 'no-verify' ? ssl : ssl === 'true' || ssl === '1' ? 'require' : undefined;
  return { ...(mode ? { sslmode: mode } : {}), ...others };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Problem(
      'the database URL has a % that is not followed by two hexadecimal digits of a character',
      { advice: encoding },
    );
  }
}

/** As node-postgres takes it: `/var/run/postgresql shop`. */
function ofSocket(text: string): Parameters {
  const [host = '', dbname = ''] = text.split(/\s+/);
  return { host, dbname };
}

const keyword = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(?!')((?:[^\s\\]|\\.)*))(?=\s|$)\s*/gsy;

/** As libpq takes it: `host=db port=5433 password='it''s'`. */
function ofKeywords(text: string): Parameters {
  const found: Record<string, string> = {};
  keyword.lastIndex = 0;
  while (keyword.lastIndex < text.length) {
    const [, name = '', quoted, plain = ''] = keyword.exec(text) ?? [];
    if (name === '') throw wrong('the connection string cannot be parsed');
    found[name] = (quoted ?? plain).replace(/\\(.)/gs, '$1');
  }
  return found;
}

/** An empty value is an absent one. */
export const withoutEmpty = (given: Readonly<Record<string, string | undefined>>): Parameters =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value?.trim() ? [[name, value]] : [])),
  );

/** The same as one URL, which {@link parametersOf} reads back. */
export function toUrl({ host = 'localhost', port, user, password, dbname, ...others }: Parameters): URL {
  const isSocket = host.startsWith('/');
  const name = isSocket ? 'localhost' : host.includes(':') ? `[${host}]` : encodeURIComponent(host);
  const who = user ? `${encodeURIComponent(user)}${password ? `:${encodeURIComponent(password)}` : ''}@` : '';
  const where = `${name}${port ? `:${port}` : ''}`;
  const url = new URL(`postgres://${who}${where}/${encodeURIComponent(dbname ?? '')}`);
  const more = { ...others, ...(isSocket ? { host } : {}), ...(user ? {} : { password: password ?? '' }) };
  for (const [key, value] of Object.entries(more)) if (value) url.searchParams.set(key, value);
  return url;
}
