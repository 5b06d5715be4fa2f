import { describeAddress, parseAddress } from './address.ts';
import type { Server } from './running-server.ts';

/** A server that is there already, and stays. */
export async function useExternal(address: string): Promise<Server> {
  const url = parseAddress(address);
  return { kind: 'url', url, description: `the server at ${describeAddress(url)}`, stop: async () => {} };
}
