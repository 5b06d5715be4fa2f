import type { ConnectionOptions } from 'node:tls';
import type { Project } from '../config/project.ts';
import { displayPath } from '../history/files.ts';
import { Problem } from '../model/problem.ts';
import { keepSecrets } from '../model/secrets.ts';
import { addressOf } from '../postgres/address.ts';
import { type Live, type LiveAddress, withLive } from '../postgres/live.ts';
import { type Parameters, parametersOf, withoutEmpty } from '../postgres/parameters.ts';
import { completed, namingVariable } from '../postgres/surroundings.ts';
import type { Context } from './context.ts';
import { timeoutMsOf } from './options.ts';

type Source = Pick<Context, 'options' | 'environment' | 'project' | 'settings' | 'target'>;

/** What one of those who may name a database says of it. */
interface Named {
  readonly parameters: Parameters;
  readonly from: string;
  readonly tls?: ConnectionOptions;
}

/**
 * Where the live database is: by `--url`, by the environment, where `ps` does not show it, by the drizzle config, or by
 * libpq's own variables, whoever is the first to say it; the rest is as libpq completes it. Throws a Problem when nobody does.
 */
export function liveAddress(source: Source): LiveAddress {
  const { env } = source.environment;
  const named = byText(source) ?? byConfig(source.project) ?? byVariables(source);
  if (!named) throw nobody(source);
  const { parameters, from, tls } = named;
  return { url: addressOf(completed(parameters, env)), from, ...(tls ? { tls } : {}) };
}

/** Connects to the live database for as long as `use` runs. */
export const withLiveAt = <T>(
  address: LiveAddress,
  { options }: Context,
  use: (live: Live) => Promise<T>,
): Promise<T> => withLive(address, use, timeoutMsOf(options));

function byText({ options, target, environment: { env } }: Source): Named | undefined {
  const texts = [
    [target === undefined ? '--url' : `target ${target}`, options.url],
    ['DRIFTPROOF_URL', env.DRIFTPROOF_URL],
    ['DATABASE_URL', env.DATABASE_URL],
  ] as const;
  const [from, text] = texts.find(([, given]) => given?.trim()) ?? [];
  return from && text ? { parameters: parametersOf(text), from } : undefined;
}

/** `dbCredentials`: a URL, or libpq's parameters by drizzle-kit's names (its documentation, "dbCredentials"). */
function byConfig({ credentials, configFile, directory }: Project): Named | undefined {
  if (typeof credentials !== 'object' || credentials === null) return undefined;
  const { url, host, port, user, password, database, ssl, resourceArn } = credentials as Readonly<
    Record<string, unknown>
  >;
  if (resourceArn !== undefined)
    throw new Problem("its dbCredentials lead to AWS's Data API, which is not supported", {
      where: displayPath(directory, configFile),
      advice: 'name the database by DRIFTPROOF_URL, or use --url',
    });
  const given = { host, port, user, password, dbname: database };
  const parameters = isText(url) ? parametersOf(url) : withoutEmpty(mapToText(given));
  keepSecrets([parameters.password]);
  if (!parameters.host && !parameters.dbname) return undefined;
  const from = `dbCredentials of ${displayPath(directory, configFile)}`;
  if (typeof ssl === 'object' && ssl !== null) return { parameters, from, tls: ssl };
  const sslmode = typeof ssl === 'boolean' ? (ssl ? 'verify-full' : 'disable') : ssl;
  return { parameters: { ...parameters, ...(isText(sslmode) ? { sslmode } : {}) }, from };
}

function byVariables({ environment: { env } }: Source): Named | undefined {
  const from = namingVariable(env);
  return from === undefined ? undefined : { parameters: {}, from };
}

/** What the config did not find is what would have named one. */
function nobody({ project, settings }: Source): Problem {
  const { absent, problem, configFile, directory } = project;
  const read = absent.filter((name) => /url|uri|dsn|database|postgres|^pg/i.test(name));
  const others = read.filter((name) => !['DRIFTPROOF_URL', 'DATABASE_URL'].includes(name));
  const wanted = ['DRIFTPROOF_URL (or DATABASE_URL)', ...others].join(' or ');
  const why = problem ? `: ${problem.said}` : '';
  const note = others.length > 0 && !problem ? `, which ${displayPath(directory, configFile)} reads` : '';
  const option = settings.targets ? '--target or --url' : '--url';
  return new Problem(`no database URL is given${why}`, { advice: `set ${wanted}${note}, or use ${option}` });
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const mapToText = (values: Readonly<Record<string, unknown>>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === undefined || value === null ? undefined : String(value),
    ]),
  );
