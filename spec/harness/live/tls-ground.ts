import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { connect } from '../../../src/harness/postgres/connection.ts';
import { startTlsServer, type TlsServer } from '../../support/tls-server.ts';

/** A server that speaks TLS, with a database whose name has a blank, and an empty home folder. */
export interface TlsGround {
  readonly server: TlsServer;
  readonly home: string;
}

/** Both are there while the specs of a file run. */
export function useTlsGround(): TlsGround {
  let server: TlsServer;
  let home: string;
  beforeAll(async () => {
    server = await startTlsServer();
    home = await mkdtemp(join(tmpdir(), 'home-'));
    const admin = await connect(
      new URL(`postgres://postgres:${server.password}@127.0.0.1:${server.port}/postgres`),
    );
    for (const role of ['tls', 'plain', 'bearer'])
      await admin.send(`CREATE ROLE ${role} LOGIN PASSWORD '${server.password}'`);
    await admin.send('CREATE DATABASE "my shop"');
    await admin.close();
    const live = await connect(
      new URL(`postgres://postgres:${server.password}@127.0.0.1:${server.port}/my%20shop`),
    );
    await live.send('CREATE TABLE t (a int)');
    await live.close();
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(home, { recursive: true, force: true });
  });
  return {
    get server() {
      return server;
    },
    get home() {
      return home;
    },
  };
}
