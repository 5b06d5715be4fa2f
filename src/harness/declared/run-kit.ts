import { fork } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Project } from '../config/project.ts';
import { displayPath } from '../history/files.ts';
import { Problem } from '../model/problem.ts';
import { hideSecrets } from '../model/secrets.ts';
import { parametersOf } from '../postgres/parameters.ts';
import { kitProgram } from './kit.ts';
import type { Json } from './patch.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A file by its path in a folder. */
export type FilesByPath = ReadonlyMap<string, string>;

const minute = 60_000;

/** What drizzle-kit writes into a copy of a folder, or an empty one, under a config of ours. */
async function writtenBy(
  project: Project,
  env: Env,
  command: readonly string[],
  { config, folder }: { readonly config: object; readonly folder?: string },
): Promise<FilesByPath> {
  const home = await mkdtemp(join(tmpdir(), 'driftproof-kit-'));
  const [out, file] = [join(home, 'out'), join(home, 'drizzle.config.json')];
  const cwd = dirname(project.configFile);
  try {
    if (folder) await cp(folder, out, { recursive: true });
    // It takes a path from its working directory only.
    const given = { dialect: 'postgresql', out: relative(cwd, out), ...config };
    await writeFile(file, JSON.stringify(given), { mode: 0o600 });
    await runKit(project, [...command, `--config=${relative(cwd, file)}`], cwd, env);
    return await filesIn(out);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function filesIn(folder: string): Promise<FilesByPath> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      paths.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const),
    ),
  );
}

/** Runs the project's own drizzle-kit. Throws a Problem with what it says where it fails. */
async function runKit(project: Project, args: readonly string[], cwd: string, env: Env): Promise<void> {
  const { configFile, directory, timeoutMs = minute } = project;
  const child = fork(kitProgram(project), args, {
    cwd,
    env,
    silent: true,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const said = Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')));
  const code = await new Promise((done) => child.once('close', done).once('error', done));
  if (code === 0) return;
  const lines = (await said).join('\n').split('\n');
  const why =
    lines.find((line) => /error/i.test(line))?.trim() ??
    (code === null ? 'it did not end in time' : `it ended with ${code}`);
  throw new Problem(`drizzle-kit ${args[0]} fails: ${hideSecrets(why)}`, {
    where: displayPath(directory, configFile),
    advice: `run drizzle-kit ${args[0]} to see why`,
  });
}

/** How drizzle-kit is to begin the names of migrations: as that of the last one (its documentation, "migrations.prefix"). */
function prefixOf(tag: string): string {
  if (/^\d{14}_/.test(tag)) return 'timestamp';
  return /^\d{10}_/.test(tag) ? 'unix' : 'index';
}

/** A migrations folder as drizzle-kit leaves it after it has added a migration without statements. */
export const withEmptyMigration = (
  project: Project,
  env: Env,
  name: string,
  lastTag: string,
): Promise<FilesByPath> => {
  const cwd = dirname(project.configFile);
  const { casing, out } = project;
  const schema = project.schema.map((path) => relative(cwd, path));
  const config = { schema, ...(casing ? { casing } : {}), migrations: { prefix: prefixOf(lastTag) } };
  return writtenBy(project, env, ['generate', '--custom', `--name=${name}`], { config, folder: out });
};

/** What drizzle-kit makes of a database. */
export interface Pulled {
  /** A snapshot, in the format of the project's drizzle-kit. */
  readonly snapshot: Json;
  /** A schema file. */
  readonly schema: string;
}

/** It reads no `sslmode` out of a URL that the driver knows only in part. */
function credentialsOf(url: URL): object {
  const { host = 'localhost', port, user, password, dbname, sslmode = '' } = parametersOf(url.href);
  const ssl = /^(require|verify-)/.test(sslmode) ? { ssl: sslmode } : { ssl: false };
  return { host, ...(port ? { port: Number(port) } : {}), user, password, database: dbname, ...ssl };
}

/** Lets drizzle-kit introspect a database. Throws a Problem where it cannot. */
export async function pull(project: Project, env: Env, url: URL): Promise<Pulled> {
  const { schemas, tables } = project;
  const files = await writtenBy(project, env, ['introspect'], {
    config: {
      dbCredentials: credentialsOf(url),
      ...(schemas.length > 0 ? { schemaFilter: schemas } : {}),
      ...(tables.length > 0 ? { tablesFilter: tables } : {}),
    },
  });
  const [snapshot] = [...files].find(([path]) => path.endsWith('snapshot.json'))?.slice(1) ?? [];
  if (snapshot === undefined) throw new Problem('drizzle-kit introspect has written no snapshot');
  return { snapshot: JSON.parse(snapshot), schema: files.get('schema.ts') ?? '' };
}
