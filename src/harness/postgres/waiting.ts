import type { Row } from './copying-query.ts';

/** How a connection sends texts, while statements of ours wait to travel with one. */
export interface Waiting {
  /** What begins, keeps or undoes a part of a transaction, and is not sent yet: nobody asks for an answer to it. */
  readonly waiting: string[];
  /** Sends a text of one or more statements as one message, and before it, as another, what waits: the server may not be able to parse it. */
  send(sql: string): Promise<Row[][]>;
  /** The same for SQL of ours alone: what waits travels with it. */
  sendOurs(sql: string): Promise<Row[][]>;
  /** Sends a text that must be one statement: the server refuses a second one before it runs the first. */
  sendOne(statement: string): Promise<Row[]>;
}

/** Where nothing waits, a text is sent at once, so that those of several askers keep their order. */
export function withWaiting<T extends Pick<Waiting, 'send' | 'sendOne'>>(wire: T): T & Waiting {
  const waiting: string[] = [];
  const after = <R>(send: () => Promise<R>): Promise<R> =>
    waiting.length === 0 ? send() : wire.send(waiting.splice(0).join('; ')).then(send);
  return {
    ...wire,
    waiting,
    send: (sql) => after(() => wire.send(sql)),
    sendOne: (statement) => after(() => wire.sendOne(statement)),
    sendOurs: async (sql) => {
      const before = waiting.splice(0);
      return (await wire.send([...before, sql].join(';\n'))).slice(before.length);
    },
  };
}
