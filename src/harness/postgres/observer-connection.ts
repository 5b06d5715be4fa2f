import { type Connection, connect } from './connection.ts';
import type { Scratch } from './scratch.ts';

/** A second connection to a scratch database, to look on while the first one works; who opens it closes it. */
export const openObserver = ({ url, timeoutMs }: Scratch): Promise<Pick<Connection, 'send' | 'close'>> =>
  connect(url, timeoutMs);
