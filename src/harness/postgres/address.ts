import { type Parameters, parametersOf, toUrl } from './parameters.ts';
import { refuseUnsupported } from './unsupported.ts';

/**
 * Parses a connection string of a server that somebody names. As by libpq, the connection is protected where the server
 * can do that and nothing else is said. Throws a Problem that never repeats the text, since it may hold a password.
 */
export const parseAddress = (text: string): URL => addressOf(parametersOf(text));

/** The same for parameters. What stays on this machine is tried without protection first: that is one connection, not two. */
export function addressOf(parameters: Parameters): URL {
  refuseUnsupported(parameters);
  const { host = 'localhost', sslrootcert } = parameters;
  const sslmode = sslrootcert === 'system' ? 'verify-full' : isHere(host) ? 'allow' : 'prefer';
  return toUrl({ sslmode, ...parameters });
}

const isHere = (host: string): boolean => /^(localhost|127\..*|::1)$/.test(host);

/** Whether a URL leads to this machine, by its network or by a socket. */
export const staysHere = (url: URL): boolean => {
  const { host = 'localhost' } = parametersOf(url.href);
  return host.startsWith('/') || isHere(host);
};

/** Where a URL leads, for messages: `host:port/database`, with neither user nor password. */
export function describeAddress(url: URL): string {
  const { host = 'localhost', port = '5432' } = parametersOf(url.href);
  return `${host.includes(':') ? `[${host}]` : host}:${port}/${databaseOf(url)}`;
}

/** The database a URL names; as in libpq, the user's name when it names none. */
function databaseOf(url: URL): string {
  const { dbname, user } = parametersOf(url.href);
  return dbname ?? user ?? 'postgres';
}

/** The same server, another database. */
export const atDatabase = (url: URL, database: string): URL =>
  toUrl({ ...parametersOf(url.href), dbname: database });
