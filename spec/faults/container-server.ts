import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { getContainerRuntimeClient } from 'testcontainers';
import { connect } from '../../src/harness/postgres/connection.ts';
import { durable, type FaultServer, smallSize } from './server.ts';

/** A container whose data lie in a directory, since memory that is mounted does not outlive a container's end. */
export async function startContainerServer(image: string): Promise<FaultServer> {
  const settings = Object.entries(durable).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const started = await new PostgreSqlContainer(image)
    .withLabels({ 'driftproof.run': `${hostname()}:${process.pid}` })
    .withUsername('postgres')
    .withPassword(randomBytes(16).toString('hex'))
    .withDatabase('postgres')
    .withTmpFs({ '/small': `rw,size=${smallSize}` })
    .withCommand(['postgres', ...settings, '-c', 'max_connections=200'])
    .start();
  const url = new URL(started.getConnectionUri());
  const { container } = await getContainerRuntimeClient();
  const handle = container.getById(started.getId());
  const folder = '/small/space';
  const makeFolder = () =>
    started.exec(['sh', '-c', `mkdir ${folder} && chown postgres ${folder} && chmod 700 ${folder}`]);
  await makeFolder();
  return {
    kind: 'container',
    url,
    small: { folder },
    kill: async () => {
      await handle.kill({ signal: 'SIGKILL' });
      await handle.wait();
    },
    restart: async () => {
      await handle.start();
      const { NetworkSettings } = await handle.inspect();
      url.port = NetworkSettings.Ports['5432/tcp']?.[0]?.HostPort ?? url.port;
      await answers(url);
      await makeFolder();
    },
    stop: async () => {
      await started.stop();
    },
  };
}

async function answers(url: URL): Promise<void> {
  for (let attempts = 300; ; attempts--)
    try {
      await (await connect(url)).close();
      return;
    } catch (error) {
      if (attempts === 0) throw error;
      await sleep(50);
    }
}
