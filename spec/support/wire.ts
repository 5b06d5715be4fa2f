import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that writes down what the clients say to it. */
export interface Wire {
  /** The server's URL by this way. */
  readonly url: URL;
  /**
   * For each connection the types of the client's messages after the handshake, one letter each: `Q` a simple query,
   * `S` the end of an extended one, `X` the end (Postgres manual, "Message Formats").
   */
  readonly said: readonly string[];
  /**
   * For each connection in what state the server was after each answer, the handshake's first: `I` idle, `T` in a
   * transaction, `E` in one that has failed.
   */
  readonly states: readonly string[];
  close(): Promise<void>;
}

/** Opens a way to a server. Passwords, of which there may be any number of messages, belong to the handshake. */
export async function openWire(target: URL): Promise<Wire> {
  const said: string[] = [];
  const states: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const at = said.push('') - 1;
    states.push('');
    const upstream = connect(Number(target.port || 5432), target.hostname);
    const hear = listener(0, (type) => {
      said[at] += type === 'p' ? '' : type;
    });
    const hearBack = listener(1, (type, state) => {
      states[at] += type === 'Z' ? state : '';
    });
    client.on('data', hear);
    upstream.on('data', hearBack);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as { port: number }).port);
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { url, said, states, close };
}

/**
 * Cuts a stream into messages: each has a type, but for the first of a client, which asks for the connection. What comes
 * after the length begins with a letter in some.
 */
function listener(firstTyped: 0 | 1, hear: (type: string, first: string) => void): (data: Buffer) => void {
  let heard = Buffer.alloc(0);
  let typed: number = firstTyped;
  return (data) => {
    heard = Buffer.concat([heard, data]);
    while (heard.length >= 4 + typed) {
      const length = typed + heard.readInt32BE(typed);
      if (heard.length < length) return;
      if (typed) hear(letter(heard[0]), letter(heard[5]));
      heard = heard.subarray(length);
      typed = 1;
    }
  };
}

const letter = (byte = 0): string => String.fromCharCode(byte);
