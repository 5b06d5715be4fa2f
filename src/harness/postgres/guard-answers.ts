import type { EventEmitter } from 'node:events';
import type { Client } from 'pg';

/** What the driver's parser throws of an answer that it does not know. */
export class UnknownAnswer extends Error {}

interface Stream extends EventEmitter {
  destroy(error: Error): void;
}

interface Inside {
  readonly connection: { attachListeners: (stream: Stream) => void };
}

/**
 * Lets a connection fail on an answer that the driver does not know, such as a request for GSSAPI: its parser throws
 * where it listens to the socket (pg-protocol, index.js), which would end the process.
 */
export function guardAnswers(client: Client): void {
  const { connection } = client as unknown as Inside;
  const attach = connection.attachListeners.bind(connection);
  connection.attachListeners = (stream) => {
    const on = stream.on.bind(stream);
    stream.on = (event, listener) => on(event, event === 'data' ? orDestroy(stream, listener) : listener);
    attach(stream);
    stream.on = on;
  };
}

const orDestroy =
  (stream: Stream, listener: (...values: unknown[]) => void) =>
  (...values: unknown[]): void => {
    try {
      listener(...values);
    } catch (cause) {
      stream.destroy(new UnknownAnswer((cause as Error).message, { cause }));
    }
  };
