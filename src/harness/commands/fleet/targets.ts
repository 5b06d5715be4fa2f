import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { didYouMean } from '../../config/did-you-mean.ts';
import { displayPath, readText } from '../../history/files.ts';
import { firstLine, Problem } from '../../model/problem.ts';
import { keepSecretsIn } from '../../model/secrets.ts';
import type { TargetSource, Tenants } from '../../model/settings.ts';
import { addressOf, describeAddress } from '../../postgres/address.ts';
import { parametersOf } from '../../postgres/parameters.ts';
import { completed } from '../../postgres/surroundings.ts';
import { like } from '../../sql/text-positions.ts';
import type { Context } from '../context.ts';
import { timeoutMsOf } from '../options.ts';
import { type TargetLine, targetLines } from './target-lines.ts';

/** A database that the settings name. */
export interface Target {
  readonly name: string;
  /** Or why it is not known. */
  readonly url: string | Problem;
  readonly tenants?: Tenants | undefined;
}

type Source = Pick<Context, 'environment' | 'options' | 'project' | 'settings'>;

/**
 * All databases that the settings name, by name. A source that cannot be read is a target whose URL is not known: the others
 * can be asked all the same. Throws a Problem when two have the same name.
 */
export async function targetsOf(context: Source): Promise<Target[]> {
  keepSecretsIn((context.settings.targets ?? []).flatMap(({ name, command = [] }) => [name, ...command]));
  const lists = await Promise.all((context.settings.targets ?? []).map((each) => targetsIn(each, context)));
  const targets = lists.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = targets.find(({ name }, at) => targets[at + 1]?.name === name);
  if (twice)
    throw new Problem(`two targets are called "${twice.name}"`, {
      where: context.settings.file,
      advice: 'write a name before the URL',
    });
  return targets;
}

async function targetsIn(source: TargetSource, context: Source): Promise<Target[]> {
  const { tenants } = source;
  try {
    const lines = targetLines(await textOf(source, context));
    if (lines.length === 0) throw new Problem('names no database', { where: shown(source) });
    const own = lines.length === 1 ? (source.name ?? source.env) : undefined;
    return lines.map((line) => ({
      name: line.name ?? own ?? addressIn(line, context),
      url: line.url,
      tenants,
    }));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [{ name: source.name ?? shown(source), url: error, tenants }];
  }
}

const shown = ({ env, file, command }: TargetSource): string => env ?? file ?? (command ?? []).join(' ');

/** Throws a Problem that does not repeat what was said, since it may hold passwords. */
async function textOf({ env, file, command = [] }: TargetSource, context: Source): Promise<string> {
  const { project, environment } = context;
  const folder = dirname(project.configFile);
  if (env !== undefined) {
    const text = environment.env[env];
    if (!text?.trim()) throw new Problem('is not set', { where: env, advice: 'set it to a URL' });
    return text;
  }
  if (file !== undefined) {
    const path = resolve(folder, file);
    return readText(path, displayPath(project.directory, path));
  }
  const [program = '', ...words] = command;
  const options = {
    cwd: folder,
    env: environment.env,
    maxBuffer: 2 ** 26,
    timeout: timeoutMsOf(context.options),
  };
  const { stdout } = await promisify(execFile)(program, words, options).catch((cause) => {
    throw new Problem(`the command fails: ${endOf(cause)}`, {
      where: command.join(' '),
      advice: 'run it by hand: what it says is not shown here, since it may hold passwords',
      cause,
    });
  });
  return stdout;
}

function endOf(error: Error & { readonly code?: unknown; readonly killed?: boolean }): string {
  if (error.killed) return 'it takes too long';
  return typeof error.code === 'number'
    ? `exit code ${error.code}`
    : error.code === 'ENOENT'
      ? 'no such program'
      : firstLine(error);
}

/** What cannot be parsed has no address that could be told. */
function addressIn({ url }: TargetLine, { environment }: Source): string {
  return describeAddress(addressOf(completed(parametersOf(url), environment.env)));
}

/** Whether a target is among those that a run is for. */
export const isAsked = (patterns: readonly string[] | undefined, name: string): boolean =>
  patterns?.some((pattern) => like(pattern, name)) ?? true;

/** The problem of a name that no target has. */
export const noTarget = (pattern: string, names: readonly string[]): Problem =>
  new Problem(`no target is called "${pattern}"`, {
    where: '--target',
    advice: didYouMean(
      pattern,
      names,
      names.length === 0 ? 'see the names in a report' : `the settings name ${names.slice(0, 10).join(', ')}`,
    ),
  });
