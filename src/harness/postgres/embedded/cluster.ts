import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ifInaccessible } from '../../model/file-errors.ts';
import { Problem } from '../../model/problem.ts';
import { ServerFailure } from '../errors.ts';
import { holdsSockets } from '../own-sockets.ts';
import { roomForLocks } from '../room-for-locks.ts';
import type { Account } from './account.ts';
import { type Native, type Program, programIn } from './installation.ts';
import { verifierOf } from './password-verifier.ts';
import { isRunning, postmasterOf, processOf, type Running } from './postmaster.ts';
import { roomIn, roomNeeded, tooLittleRoom } from './room.ts';

/** One cluster: its binaries, its directory, the account it runs as, and the processes started for it. */
export interface Cluster {
  readonly native: Native;
  readonly home: string;
  readonly account: Account | undefined;
  readonly processes: Running[];
  /** Settings of the server that differ from those of a throwaway. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Nothing in a throwaway has to survive a crash (Postgres manual, "Non-Durable Settings"). */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // In the data directory, which is removed whatever happens to the server. Windows has a way of its own, and no other.
  ...(process.platform === 'win32' ? {} : { dynamic_shared_memory_type: 'mmap' }),
  listen_addresses: '127.0.0.1',
  max_connections: '200',
  ...roomForLocks,
  TimeZone: 'UTC',
};

/** Makes the data directory, with a superuser `postgres` whose password is asked for, and returned. */
export async function initCluster(
  cluster: Cluster,
  password = randomBytes(16).toString('hex'),
): Promise<string> {
  const passwordFile = join(cluster.home, 'password');
  await writeVerifier(cluster, passwordFile, password);
  const flags = ['--username=postgres', '--auth=password', `--pwfile=${passwordFile}`, '--no-sync'];
  const locale = ['--encoding=UTF8', '--locale=C'];
  const child = await run(cluster, 'initdb', [`--pgdata=${dataOf(cluster)}`, ...flags, ...locale]);
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  if (code !== 0) throw await failure(cluster, 'initdb failed');
  await rm(passwordFile);
  return password;
}

/** Into a file that was not there, so that no link leads it elsewhere: the directory belongs to the server's account. */
async function writeVerifier({ account }: Cluster, path: string, password: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(verifierOf(password));
    if (account) await file.chown(account.uid, account.gid);
  } finally {
    await file.close();
  }
}

/** Starts a server with options of its own; false where it ended before it was ready. */
type Start = (cluster: Cluster, options: readonly string[]) => Promise<boolean>;

/** Starts the server on a free port, and returns it. Another process may take the port first: then the next one is tried. */
export async function startCluster(
  cluster: Cluster,
  start: Start = process.platform === 'win32' ? byPgCtl : asChild,
  attempts = 5,
): Promise<number> {
  const port = await freePort();
  const sockets = { unix_socket_directories: holdsSockets(cluster.home) ? cluster.home : '' };
  const all = { ...settings, ...sockets, ...cluster.settings, port };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  if (await start(cluster, options)) return port;
  if (attempts > 1) return startCluster(cluster, start, attempts - 1);
  throw await failure(cluster, 'the embedded server does not start');
}

const asChild: Start = async (cluster, options) =>
  becomesReady(await run(cluster, 'postgres', ['-D', dataOf(cluster), ...options]), cluster);

/**
 * On Windows, Postgres refuses to run for an administrator: pg_ctl starts it without those rights, waits until it is ready,
 * and leaves it running (Postgres manual, "pg_ctl"). None of our options has a blank in it.
 */
export const byPgCtl: Start = async (cluster, options) => {
  const child = await run(cluster, 'pg_ctl', ['start', '-s', '-D', dataOf(cluster), '-o', options.join(' ')]);
  while (isRunning(child)) await sleep(10);
  const pid = await postmasterOf(dataOf(cluster));
  if (pid !== undefined) cluster.processes.push(processOf(pid));
  return child.exitCode === 0;
};

/** Ends all processes without a checkpoint, which a throwaway does not need, and waits for their end. */
export async function stopCluster({ processes }: Pick<Cluster, 'processes'>): Promise<void> {
  for (const each of processes.filter(isRunning)) {
    each.kill('SIGQUIT');
    while (isRunning(each)) await sleep(5);
  }
}

/** Detached, so that Ctrl-C in a terminal reaches us only and we stop the server in order. */
async function run(
  { native, home, account, processes }: Cluster,
  program: Program,
  args: string[],
): Promise<ChildProcess> {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
  const log = await open(logOf(home), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW);
  try {
    const child = spawn(programIn(native, program), args, {
      ...account,
      cwd: home,
      detached: true,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', log.fd, log.fd],
    });
    processes.push(child);
    await once(child, 'spawn');
    return child;
  } catch (cause) {
    throw new Problem(`cannot run the embedded Postgres: ${(cause as Error).message}`, { cause });
  } finally {
    await log.close();
  }
}

/** The eighth line of `postmaster.pid` says `ready` once connections are accepted (Postgres source, pidfile.h). */
async function becomesReady(child: ChildProcess, cluster: Cluster): Promise<boolean> {
  while (isRunning(child)) {
    const lines = (
      await readFile(join(dataOf(cluster), 'postmaster.pid'), 'utf8').catch(ifInaccessible(''))
    ).split('\n');
    if (lines[0] === String(child.pid) && lines[7]?.startsWith('ready')) return true;
    await sleep(10);
  }
  return false;
}

async function failure({ home }: Cluster, what: string): Promise<Problem> {
  const log = await readFile(logOf(home), 'utf8').catch(ifInaccessible(''));
  const folder = dirname(home);
  // initdb removes what it has made when it fails, and a log that found no room says nothing.
  if ((await roomIn(folder)) < roomNeeded || /No space left on device|quota exceeded/i.test(log))
    return tooLittleRoom(what, folder);
  const reason = log
    .split('\n')
    .findLast(
      (line) => /error|fatal|cannot|could not|not permitted/i.test(line) && !line.startsWith('pg_ctl:'),
    );
  return new ServerFailure(reason ? `${what}: ${reason.trim()}` : what, {
    advice: 'remove what it names, or use another server (--server container, or a URL)',
  });
}

const dataOf = ({ home }: Pick<Cluster, 'home'>): string => join(home, 'data');

const logOf = (home: string): string => join(home, 'log');

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('the probe has no port');
  return address.port;
}
