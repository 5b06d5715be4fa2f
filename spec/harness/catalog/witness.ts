import { type ChildProcess, execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { serverAccount } from '../../../src/harness/postgres/embedded/account.ts';
import { initCluster, startCluster, stopCluster } from '../../../src/harness/postgres/embedded/cluster.ts';
import { demolish, fastFolder, makeHome, removeHome } from '../../../src/harness/postgres/embedded/home.ts';
import { serverMajor } from './server.ts';

const run = promisify(execFile);

/** Somebody who shares no code with the reader: pg_dump, and a server that it is new enough for. */
export interface Witness {
  readonly description: string;
  /** The server to make databases on; `stop` ends it, if it was started for this. */
  start(): Promise<{ readonly url: URL; stop(): Promise<void> }>;
  /** The definition of a database as pg_dump prints it. */
  dump(url: URL): Promise<string>;
}

interface Tool {
  readonly command: readonly string[];
  readonly major: number;
  /** Where the tool reaches the server, if not where we do. */
  readonly at?: { readonly host: string; readonly port: string };
}

/**
 * Finds a witness: a pg_dump on this machine or in the server's own container that is as new as the suite's server,
 * or else a pg_dump that has a server of its own beside it. pg_dump refuses servers newer than itself.
 */
export async function findWitness(): Promise<Witness | undefined> {
  const major = await serverMajor();
  const [here, contained] = [await toolsHere(), await toolsInContainer()];
  const fitting = [...here, ...contained].find((tool) => tool.major >= major);
  if (fitting) {
    const url = new URL(inject('serverUrl'));
    return witness(fitting, 'the server of the suite', async () => ({ url, stop: async () => {} }));
  }
  for (const tool of here.sort((a, b) => b.major - a.major)) {
    const native = join(String(tool.command[0]), '../..');
    if (await exists(join(native, 'bin/initdb')))
      return witness(tool, `a Postgres ${tool.major} of its own`, () => startBeside(native));
  }
  return undefined;
}

const witness = (tool: Tool, where: string, start: Witness['start']): Witness => ({
  description: `pg_dump ${tool.major} on ${where}`,
  start,
  dump: (url) => dump(tool, url),
});

/** What differs from one dump to the next of the same database is the key against injected psql commands. */
async function dump({ command, at }: Tool, url: URL): Promise<string> {
  const target = new URL(url);
  if (at) Object.assign(target, { hostname: at.host, port: at.port });
  const [program = '', ...args] = command;
  const flags = ['--schema-only', '--no-owner', '--no-privileges', `--dbname=${target.href}`];
  const { stdout } = await run(program, [...args, ...flags], { maxBuffer: 2 ** 26 });
  return stdout.replace(/^\\(un)?restrict .*$/gm, '');
}

/** Debian keeps every major's programs in a folder of its own. */
async function toolsHere(): Promise<Tool[]> {
  const majors = await readdir('/usr/lib/postgresql').catch(() => []);
  const commands = [...majors.map((major) => `/usr/lib/postgresql/${major}/bin/pg_dump`), 'pg_dump'];
  return (await Promise.all(commands.map((command) => toolOf([command])))).flat();
}

async function toolsInContainer(): Promise<Tool[]> {
  const { port } = new URL(inject('serverUrl'));
  const { stdout } = await run('docker', ['ps', '--quiet', '--filter', `publish=${port}`]).catch(() => ({
    stdout: '',
  }));
  const tools = stdout
    .split('\n')
    .filter(Boolean)
    .map((id) => toolOf(['docker', 'exec', id, 'pg_dump'], { host: '127.0.0.1', port: '5432' }));
  return (await Promise.all(tools)).flat();
}

async function toolOf(command: readonly string[], at?: Tool['at']): Promise<Tool[]> {
  const [program = '', ...args] = command;
  const { stdout } = await run(program, [...args, '--version']).catch(() => ({ stdout: '' }));
  const major = Number(/ (\d+)/.exec(stdout)?.[1]);
  return major ? [{ command, major, ...(at ? { at } : {}) }] : [];
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Starts a throwaway server from the programs of this machine, as the embedded one is started from npm's. */
async function startBeside(native: string): Promise<{ url: URL; stop(): Promise<void> }> {
  const account = await serverAccount();
  const home = await makeHome(account, await fastFolder());
  const processes: ChildProcess[] = [];
  process.once('exit', () => demolish([home], processes));
  const cluster = { native, home, account, processes };
  const password = randomBytes(16).toString('hex');
  await initCluster(cluster, password);
  const url = new URL(`postgres://postgres:${password}@127.0.0.1:${await startCluster(cluster)}/postgres`);
  return {
    url,
    stop: async () => {
      await stopCluster({ processes });
      await removeHome(home);
    },
  };
}
