import { firstLine, Problem } from '../model/problem.ts';
import { describeAddress, parseAddress } from './address.ts';
import type { Server } from './running-server.ts';

export interface ServerChoice {
  /** `auto`, `container`, `embedded`, or the URL of a server. */
  readonly server: string;
  /** The image of a container, such as `postgres:18-alpine`. */
  readonly image: string;
  /** A folder that nobody else can write to, in which a new embedded cluster is kept for the next run. */
  readonly caches?: string | undefined;
}

export const defaultChoice: ServerChoice = { server: 'auto', image: 'postgres:18-alpine' };

/** Throws a Problem for a choice that names no server. */
export function checkChoice({ server }: ServerChoice): void {
  if (['auto', 'container', 'embedded'].includes(server) || server.includes('://')) return;
  // What is no word may be a way to a server, with a password.
  const kind = /^[\w-]{1,20}$/.test(server) ? ` "${server}"` : '';
  throw new Problem(`there is no server kind${kind}`, {
    where: '--server',
    advice: 'use auto, container, embedded or a postgres:// URL',
  });
}

/** Starts the chosen server. `auto` is a container where an engine has or gets the image, else the embedded one. */
export async function startServer({ server, image, caches }: ServerChoice): Promise<Server> {
  if (server === 'embedded')
    return (await import('./embedded/start-embedded.ts')).startEmbedded('as asked', { caches });
  if (server === 'container') return (await import('./container.ts')).startContainer(image);
  if (server.includes('://')) return (await import('./external.ts')).useExternal(server);
  return startAuto(image, caches);
}

async function startAuto(image: string, caches: string | undefined): Promise<Server> {
  const { startContainer, whyNoEngine } = await import('./container.ts');
  const { startEmbedded } = await import('./embedded/start-embedded.ts');
  const why = await whyNoEngine();
  if (why) return startEmbedded(why, { caches });
  try {
    return await startContainer(image);
  } catch (error) {
    return startEmbedded(firstLine(error), { caches });
  }
}

/** What the servers of a choice have in common, without a password: part of the key of what is cached. */
export const describeServerChoice = ({ server, image }: ServerChoice): string =>
  `${server.includes('://') ? describeAddress(parseAddress(server)) : server} ${image}`;
