import { fork } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Project } from '../config/project.ts';
import { displayPath } from '../history/files.ts';
import { Problem } from '../model/problem.ts';
import { hideSecrets } from '../model/secrets.ts';
import { kitProgram } from './kit.ts';

/** The environment that drizzle-kit runs in. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A file by its path in a folder. */
export type FilesByPath = ReadonlyMap<string, string>;

const minute = 60_000;

/** What drizzle-kit begins with: the config besides its folder, and a copy of that folder or these files, or nothing. */
interface Start {
  readonly config: object;
  readonly folder?: string | FilesByPath;
}

/** What drizzle-kit makes of a folder, under a config of ours. */
export async function writtenBy(
  project: Project,
  env: Env,
  command: readonly string[],
  { config, folder = new Map() }: Start,
): Promise<FilesByPath> {
  const home = await mkdtemp(join(tmpdir(), 'driftproof-kit-'));
  // One of 1.x reads no config in JSON.
  const [out, file] = [join(home, 'out'), join(home, 'drizzle.config.ts')];
  const cwd = dirname(project.configFile);
  try {
    if (typeof folder === 'string') await cp(folder, out, { recursive: true });
    else await writeFiles(out, folder);
    // It takes a path from its working directory only.
    const given = { dialect: 'postgresql', out: relative(cwd, out), ...config };
    await writeFile(file, `export default ${JSON.stringify(given)};`, { mode: 0o600 });
    await runKit(project, [...command, `--config=${relative(cwd, file)}`], cwd, env);
    return await filesIn(out);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function writeFiles(folder: string, files: FilesByPath): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
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
