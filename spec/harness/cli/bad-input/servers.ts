import type { Socket } from 'node:net';
import { authentication, errorResponse, ready } from '../../../support/fake-server.ts';
import type { BadInput } from './row.ts';

/** Something that listens and is not the Postgres that it should be. */
export interface BadServer extends Omit<BadInput, 'argv' | 'env'> {
  readonly answer: (socket: Socket, asked: Buffer) => void;
  /** What is added to its URL. */
  readonly parameters?: string;
}

/** Stands for the server's address. */
export const place = '<host>:<port>/db';

const cannot = (name: string, answer: BadServer['answer'], what: string, parameters = ''): BadServer => ({
  name: `server: ${name}`,
  answer,
  parameters,
  line: `cannot connect to ${place}: ${what}`,
});

const silence = 'the server does not answer; check host, port and firewall';
const closed = 'the server closed the connection; check that it is a Postgres server, and its log';
const letIn = Buffer.concat([authentication(0), ready]);

export const badServers: readonly BadServer[] = [
  cannot('never answers', () => {}, silence),
  cannot('lets us in and never is ready', (socket) => socket.write(authentication(0)), silence),
  cannot('speaks HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), closed),
  cannot('hangs up', (socket) => socket.end(), closed),
  cannot('breaks off', (socket) => socket.resetAndDestroy(), closed),
  cannot('says what nobody says', (socket) => socket.write(Buffer.alloc(64, 0xff)), silence),
  cannot(
    'asks for GSSAPI',
    (socket) => socket.write(authentication(7)),
    'the server asks for GSSAPI or SSPI, which is not supported; use a role that is let in by a password or a certificate',
  ),
  cannot(
    'asks for SSPI',
    (socket) => socket.write(authentication(9)),
    'the server asks for GSSAPI or SSPI, which is not supported; use a role that is let in by a password or a certificate',
  ),
  cannot(
    'speaks no TLS',
    (socket) => socket.write('N'),
    'the server does not speak TLS; use sslmode=disable where the network is trusted',
    '?sslmode=require',
  ),
  cannot(
    'says that it speaks TLS, and does not',
    (socket) => socket.end('Snonsense, and more of it'),
    'no TLS connection can be made; check sslmode in the URL, and the port',
    '?sslmode=require',
  ),
  cannot(
    'has no connection to spare',
    (socket) => socket.end(errorResponse('53300', 'sorry, too many clients already')),
    'the server has no connection to spare; try again later',
  ),
  cannot(
    'is starting up',
    (socket) => socket.end(errorResponse('57P03', 'the database system is starting up')),
    'the server is starting up or shutting down; try again later',
  ),
  cannot(
    'refuses in lines of its own, and tells the password',
    (socket) => socket.end(errorResponse('XX999', 's3same\r::error::\u001b[2J\u202e is not for you')),
    '*** ::error::\\x1b[2J\\u202e is not for you',
  ),
  {
    name: 'server: lets us in and never answers a question',
    answer: (socket) => socket.write(letIn),
    line: `${place}: the server has not answered for 1 s; allow it more by --timeout`,
  },
  {
    name: 'server: lets us in and goes away when asked',
    answer: (socket) => {
      socket.once('data', () => socket.end());
      socket.write(letIn);
    },
    line: /^<host>:<port>\/db: the server (ended the session|closed the connection).*/,
  },
];
