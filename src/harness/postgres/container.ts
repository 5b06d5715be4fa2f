import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { firstLine, Problem } from '../model/problem.ts';
import { isAlive } from './alive.ts';
import { registerCleanup } from './cleanup.ts';
import { roomForLocks } from './room-for-locks.ts';
import type { Server } from './running-server.ts';

/** Says which run a container belongs to: `<host>:<pid>`. */
const label = 'driftproof.run';

/** Why no container can be used; undefined when an engine answers. What is not installed is no fault: nobody asked for it. */
export const whyNoEngine = (): Promise<string | undefined> =>
  engine().then(
    () => undefined,
    (error) => (error instanceof Problem ? error.what : `no container engine answers: ${firstLine(error)}`),
  );

const engine = async () => (await load(import('testcontainers'))).getContainerRuntimeClient();

/** The packages are left to those who use containers. */
const load = <T>(loading: Promise<T>): Promise<T> =>
  loading.catch((cause) => {
    if (!/MODULE_NOT_FOUND$/.test(cause.code)) throw cause;
    throw new Problem('Testcontainers is not installed', {
      advice:
        'run npm install --save-dev testcontainers @testcontainers/postgresql, or use --server embedded',
      cause,
    });
  });

/** Starts a container of `image` by Testcontainers, having removed those of runs that were killed. */
export async function startContainer(image: string): Promise<Server> {
  const { PostgreSqlContainer } = await load(import('@testcontainers/postgresql'));
  await sweepContainers();
  const off = ['fsync', 'synchronous_commit', 'full_page_writes'].map((name) => [name, 'off'] as const);
  const settings = [...off, ['max_connections', '200'] as const, ...Object.entries(roomForLocks)];
  const starting = new PostgreSqlContainer(image)
    .withLabels({ [label]: `${hostname()}:${process.pid}` })
    .withUsername('postgres')
    .withPassword(randomBytes(16).toString('hex'))
    .withDatabase('postgres')
    .withTmpFs({ '/throwaway': 'rw' })
    .withEnvironment({ PGDATA: '/throwaway/data' })
    .withCommand(['postgres', ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])])
    .start();
  const stop = registerCleanup(async () => {
    await (await starting).stop();
  });
  try {
    const container = await starting;
    const url = new URL(container.getConnectionUri());
    return { kind: 'container', url, description: `a container of ${image}`, stop };
  } catch (cause) {
    await stop().catch(() => {});
    const advice = 'start a container engine, or use --server embedded';
    throw new Problem(`no container of ${image} could be started: ${firstLine(cause)}`, { advice, cause });
  }
}

async function sweepContainers(): Promise<void> {
  const client = await engine().catch(() => undefined);
  if (!client) return;
  const found = await client.container.dockerode.listContainers({ all: true, filters: { label: [label] } });
  for (const { Id, Labels } of found) {
    const [, host, pid] = /^(.+):([1-9]\d{0,9})$/.exec(Labels[label] ?? '') ?? [];
    if (host !== hostname() || isAlive(Number(pid))) continue;
    await client.container.dockerode
      .getContainer(Id)
      .remove({ force: true, v: true })
      .catch(() => {});
  }
}
