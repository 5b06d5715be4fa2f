import { registerCleanup } from '../../src/harness/postgres/cleanup.ts';
import type { ServerKind } from '../../src/harness/postgres/running-server.ts';

/** A server of its own, to be struck. What it commits is meant to outlive its processes. */
export interface FaultServer {
  readonly kind: Exclude<ServerKind, 'url'>;
  /** Leads to a maintenance database; another place after each restart. */
  readonly url: URL;
  /** The folder of a file system of {@link smallSize} bytes, which a restart may empty; or why there is none. */
  readonly small: { readonly folder: string } | { readonly why: string };
  /** Ends all its processes by SIGKILL, the postmaster first. */
  kill(): Promise<void>;
  /** Starts it again on the same data directory. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Durable, unlike a throwaway: a commit that was answered has to be there after the processes were killed. */
export const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

export const smallSize = 48 * 1024 ** 2;

/** Starts a server of a kind. */
export const startFaultServer = async (
  kind: FaultServer['kind'],
  image = 'postgres:18-alpine',
): Promise<FaultServer> => {
  const server: FaultServer =
    kind === 'container'
      ? await (await import('./container-server.ts')).startContainerServer(image)
      : await (await import('./embedded-server.ts')).startEmbeddedServer();
  const stop = registerCleanup(server.stop);
  let stopped: Promise<void> | undefined;
  // Whoever asks waits for the end of it, also when a signal has asked before.
  return Object.assign(server, { stop: () => (stopped ??= stop()) });
};
