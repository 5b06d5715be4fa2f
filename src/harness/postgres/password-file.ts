import { readFileSync, statSync } from 'node:fs';
import type { Environment, Parameters } from './parameters.ts';
import { userFile } from './user-files.ts';

/**
 * The password that libpq's password file holds for a place (Postgres manual, "The Password File"): of the first line that
 * fits. A file that others may read is left alone, as by libpq, which does not ask that of Windows.
 */
export function passwordFor(parameters: Parameters, env: Environment): string | undefined {
  const file = parameters.passfile ?? userFile('passwords', env);
  const {
    host = 'localhost',
    port = '5432',
    user = env.USER ?? env.USERNAME ?? '',
    dbname = user,
  } = parameters;
  const place = [host.startsWith('/') ? 'localhost' : host, port, dbname, user];
  const lines = readPrivate(file)
    .split(/\r?\n/)
    .filter((line) => line && !line.startsWith('#'));
  const entries = lines.map((line) => line.match(/(?:\\.|[^:\\])+/g)?.map(unescaped) ?? []);
  const fits = (entry: readonly string[]): boolean =>
    place.every((part, at) => entry[at] === '*' || entry[at] === part);
  return entries.find(fits)?.[place.length];
}

const unescaped = (field: string): string => field.replace(/\\(.)/g, '$1');

function readPrivate(file: string): string {
  try {
    const others = process.platform === 'win32' ? 0 : statSync(file).mode & 0o077;
    return others === 0 ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
