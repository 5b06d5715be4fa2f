import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** One message of a server (Postgres manual, "Message Formats"). */
export function message(type: string, body: Buffer | string): Buffer {
  const content = Buffer.from(body);
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** How a server asks to be let in: 0 is "come in". */
export const authentication = (kind: number): Buffer => message('R', int32(kind));

export const ready = message('Z', 'I');

/** An error report. */
export const errorResponse = (code: string, text: string, severity = 'FATAL'): Buffer =>
  message('E', `S${severity}\0V${severity}\0C${code}\0M${text}\0\0`);

/** A server that is none, and answers as it is told to the first thing that a client says. */
export async function openFake(
  answer: (socket: Socket, asked: Buffer) => void,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (asked: Buffer) => answer(socket, asked));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
