import type { Environment } from '../commands/environment.ts';
import { type Notes, silent } from '../commands/notes.ts';
import { areSizes, mostRows, type Options, ranges, verifyDefaults } from '../commands/options.ts';
import { Problem } from '../model/problem.ts';
import { defaultChoice } from '../postgres/server.ts';

/** Which project, and how it is seen. What is absent or undefined has its default. */
export interface ProjectOptions {
  /** The path of the drizzle config. Default: `drizzle.config.ts` in the working directory or in a folder above. */
  readonly config?: string | undefined;
  /** The working directory, from which paths are given and told. Default: the process's own. */
  readonly cwd?: string | undefined;
  /** The environment, which may name the live database. Default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * How long, in seconds, a server may take for one answer, and the project's own code to load. Default: 60, and 600 for a
   * scratch server.
   */
  readonly timeout?: number | undefined;
  /** Told what was chosen, such as the server of the scratch databases; one sentence each. */
  readonly onNote?: ((text: string) => void) | undefined;
}

/** Where scratch databases are made. */
export interface ServerOptions {
  /** `auto` (the default), `container`, `embedded`, or the URL of a server. */
  readonly server?: string | undefined;
  /** The image of a container. Default: `postgres:18-alpine`. */
  readonly image?: string | undefined;
}

/** Which live database. It is only read. */
export interface LiveOptions {
  /** Its URL. Default: what the environment says, `DRIFTPROOF_URL` before `DATABASE_URL`. */
  readonly url?: string | undefined;
}

export interface StatusOptions extends ProjectOptions, LiveOptions {
  /** Whether pending migrations are findings. Default: `ok`, they are not. */
  readonly pending?: 'ok' | 'fails' | undefined;
}

export interface VerifyOptions extends ProjectOptions, ServerOptions {
  /** How many rows each table has before a migration, 0 for none. Default: 20. */
  readonly rows?: number | undefined;
  /** What the rows are made from: the same seed gives the same rows. Default: a new one, fixed where `CI` is set. */
  readonly seed?: number | undefined;
  /** Whether to measure what migrations cost (locks, rewrites, rows, time). Default: true. */
  readonly cost?: boolean | undefined;
  /** How many rows the tables have when that is measured: two numbers, the smaller first. Default: 1000 and 10,000. */
  readonly sizes?: readonly number[] | undefined;
  /** Only the migrations after this one are tried; the others are applied. */
  readonly since?: string | undefined;
  /** Only the migrations are tried that this git ref does not have as they are. Not together with `since`. */
  readonly base?: string | undefined;
}

export interface DriftOptions extends ProjectOptions, LiveOptions, ServerOptions {
  /** Which of the targets in the settings, by name, in which `*` stands for any text. Default: all. `url` outranks it. */
  readonly target?: readonly string[] | undefined;
  /** Only one part of the targets, as one of so many runs. Default: all. */
  readonly shard?: { readonly part: number; readonly of: number } | undefined;
  /** How many targets are read at once. Default: 8. */
  readonly atOnce?: number | undefined;
}

export interface AdoptOptions extends DriftOptions {
  /** What the migration is called, after its number. Default: `adopt`. */
  readonly name?: string | undefined;
  /** Whether its files are written. Default: they are not. */
  readonly write?: boolean | undefined;
}

export interface DownOptions extends ProjectOptions, ServerOptions, Pick<VerifyOptions, 'rows' | 'seed'> {
  /** The migrations; all that have no down file when absent. */
  readonly tags?: readonly string[] | undefined;
  /** Whether the files are written that are proved. Default: they are not. */
  readonly write?: boolean | undefined;
}

/** A baseline is of all migrations. */
export interface BaselineOptions extends Omit<VerifyOptions, 'since' | 'base'>, LiveOptions {
  /** The command whose findings are known. Default: `verify`. */
  readonly for?: 'history' | 'verify' | 'drift' | undefined;
  /** Whether what is new is added to a baseline that is there. Default: it is not. */
  readonly update?: boolean | undefined;
}

export interface InitOptions extends ProjectOptions, ServerOptions {
  /** Whether nothing is written. Default: it is. */
  readonly dryRun?: boolean | undefined;
}

type Given = BaselineOptions & StatusOptions & VerifyOptions & AdoptOptions & DownOptions & InitOptions;

/** What a command knows of this process, unless the caller says otherwise. */
export const environmentOf = ({ cwd, env }: ProjectOptions): Environment => ({
  cwd: cwd ?? process.cwd(),
  env: env ?? process.env,
  now: () => new Date(),
});

export const notesOf = ({ onNote }: ProjectOptions): Notes => (onNote ? { ...silent, note: onNote } : silent);

/** A command's options, with the defaults of the command line. */
export function optionsOf({ cwd: _, env: __, onNote: ___, ...options }: Given): Options {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkNumber(name, value);
  if (options.sizes && !areSizes(options.sizes))
    throw new Problem(`sizes is ${JSON.stringify(options.sizes)}`, {
      advice: `give two numbers of rows, the smaller first and at most ${mostRows}`,
    });
  return { ...defaultChoice, ...verifyDefaults, ...Object.fromEntries(given) };
}

function checkNumber(name: string, value: unknown): void {
  const range = ranges[name as keyof typeof ranges];
  if (!range || (Number.isInteger(value) && Number(value) >= range[0] && Number(value) <= range[1])) return;
  throw new Problem(`${name} is ${JSON.stringify(value)}`, {
    advice: `use a whole number from ${range[0]} to ${range[1]}`,
  });
}
