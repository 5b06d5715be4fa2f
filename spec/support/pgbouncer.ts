import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverAccount } from '../../src/harness/postgres/embedded/account.ts';

/** A transaction-pooling proxy in front of a server. */
export interface Pooler {
  /** The URL of a database of the server, by way of the proxy. */
  through(url: URL): URL;
  stop(): Promise<void>;
}

/** Debian keeps the program where only root's path leads. */
const env = { ...process.env, PATH: [process.env.PATH, '/usr/sbin', '/usr/local/sbin'].join(delimiter) };

/** Whether pgbouncer is here; says in a line when it is not. */
export function hasPgbouncer(): boolean {
  const found = spawnSync('pgbouncer', ['--version'], { env }).status === 0;
  if (!found) console.error('Not read through a transaction-pooling proxy: there is no pgbouncer here.');
  return found;
}

/**
 * Starts pgbouncer with one server connection for each database, which all clients take turns to use, and nothing tidies
 * it between them. It refuses to run as root.
 */
export async function startPgbouncer({ hostname, port, username, password }: URL): Promise<Pooler> {
  const account = await serverAccount();
  const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'));
  const listen = await freePort();
  await writeFile(join(folder, 'users'), `"${username}" "${decodeURIComponent(password)}"\n`);
  await writeFile(
    join(folder, 'ini'),
    `[databases]
* = host=${hostname === 'localhost' ? '127.0.0.1' : hostname} port=${port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listen}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, 'users')}
logfile = ${join(folder, 'log')}
pool_mode = transaction
default_pool_size = 1
max_client_conn = 50
`,
  );
  if (account)
    for (const path of [folder, join(folder, 'users'), join(folder, 'ini')])
      await chown(path, account.uid, account.gid);
  const child = spawn('pgbouncer', ['--quiet', join(folder, 'ini')], { ...account, env, stdio: 'ignore' });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answers(listen, child);
  } catch {
    const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
    await stop();
    throw new Error(`pgbouncer does not start: ${log}`);
  }
  const through = (url: URL): URL => {
    const proxied = new URL(url);
    proxied.hostname = '127.0.0.1';
    proxied.port = String(listen);
    return proxied;
  };
  return { through, stop };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  while (!hasEnded(child)) {
    const socket = connect(port, '127.0.0.1');
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await sleep(20);
  }
  throw new Error('it ended');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
