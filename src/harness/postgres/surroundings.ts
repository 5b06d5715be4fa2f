import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { keepSecrets } from '../model/secrets.ts';
import { type Environment, type Parameters, withoutEmpty } from './parameters.ts';
import { passwordFor } from './password-file.ts';
import { userFile } from './user-files.ts';

/** libpq's variables, by the parameter that each gives (Postgres manual, "Environment Variables"). */
const variables: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  service: 'PGSERVICE',
  options: 'PGOPTIONS',
  sslmode: 'PGSSLMODE',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslrootcert: 'PGSSLROOTCERT',
  sslcrl: 'PGSSLCRL',
  sslnegotiation: 'PGSSLNEGOTIATION',
  gssencmode: 'PGGSSENCMODE',
  require_auth: 'PGREQUIREAUTH',
  requirepeer: 'PGREQUIREPEER',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  passfile: 'PGPASSFILE',
};

/** What libpq's variables say. */
export const ofEnvironment = (env: Environment): Parameters =>
  withoutEmpty(Object.fromEntries(Object.entries(variables).map(([name, key]) => [name, env[key]])));

/** The variable that says where a database is, if one does: a password or an sslmode alone names none. */
export const namingVariable = (env: Environment): string | undefined =>
  ['PGSERVICE', 'PGHOST', 'PGHOSTADDR', 'PGDATABASE', 'PGPORT', 'PGUSER'].find((name) => env[name]?.trim());

/**
 * Completes parameters as libpq does: by the service that they or the environment name, then by the environment. Throws a
 * Problem for a service that is in no file.
 */
export function completed(given: Parameters, env: Environment): Parameters {
  const around = ofEnvironment(env);
  const service = given.service ?? around.service;
  const { hostaddr, ...all } = { ...around, ...(service ? ofService(service, env) : {}), ...given };
  const host = hostaddr ?? all.host ?? socketFolder(all.port);
  const found: Parameters = { ...all, ...(host ? { host } : {}) };
  const password = found.password ?? passwordFor(found, env);
  keepSecrets([password]);
  return password ? { ...found, password } : found;
}

/** Where Debian's and Postgres's own libpq look for a server that no host is named for. */
const socketFolder = (port = '5432'): string | undefined =>
  ['/var/run/postgresql', '/tmp'].find((folder) => existsSync(join(folder, `.s.PGSQL.${port}`)));

/** The parameters of a service (Postgres manual, "The Connection Service File"): the user's file, then the system's. */
function ofService(service: string, env: Environment): Parameters {
  const files = [
    env.PGSERVICEFILE || userFile('services', env),
    ...(env.PGSYSCONFDIR ? [join(env.PGSYSCONFDIR, 'pg_service.conf')] : []),
  ];
  for (const file of files) {
    const found = existsSync(file) ? sectionOf(readFileSync(file, 'utf8'), service) : undefined;
    if (found) return found;
  }
  throw new Problem(`there is no service "${service}" in ${files.join(' or ')}`, {
    advice: 'check PGSERVICE and PGSERVICEFILE',
  });
}

function sectionOf(text: string, service: string): Parameters | undefined {
  let section: string | undefined;
  const found: Record<string, string> = {};
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    const [, title] = /^\[(.*)\]$/.exec(line) ?? [];
    if (section === service && title !== undefined) break;
    section = title ?? section;
    const [, name = '', value = ''] = /^(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (section === service && name) found[name] = value;
  }
  keepSecrets([found.password]);
  return section === service ? withoutEmpty(found) : undefined;
}
