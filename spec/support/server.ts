import type { TestProject } from 'vitest/node';
import { atDatabase } from '../../src/harness/postgres/address.ts';
import { connect } from '../../src/harness/postgres/connection.ts';
import { socketTo } from '../../src/harness/postgres/own-sockets.ts';
import type { Server, ServerKind } from '../../src/harness/postgres/running-server.ts';
import { defaultChoice, startServer } from '../../src/harness/postgres/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The one server of the whole suite. */
    readonly serverUrl: string;
    readonly serverKind: ServerKind;
    /** Where its Unix socket lies; empty where it has none that we know. */
    readonly serverSocket: string;
  }
}

/** Starts the server that all spec files share; the returned function stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const choice = String(project.config.env.DRIFTPROOF_TEST_SERVER);
  const image = process.env.DRIFTPROOF_TEST_IMAGE ?? defaultChoice.image;
  const server = await startServer({ server: choice, image });
  console.error(`The suite runs on ${server.description}.`);
  if (server.kind !== 'url') await connectOnce(server);
  project.provide('serverUrl', server.url.href);
  project.provide('serverKind', server.kind);
  project.provide('serverSocket', socketTo(server.url) ?? '');
  return server.stop;
}

/**
 * Connects to the database that all others are copied from. The first session of a database leaves a file of what each one
 * looks up first (Postgres source, relcache.c, `pg_internal.init`), which is copied as well: so no copy has to make its own.
 */
async function connectOnce({ url }: Server): Promise<void> {
  const admin = await connect(url);
  const allow = (connections: boolean) =>
    admin.send(`UPDATE pg_database SET datallowconn = ${connections} WHERE datname = 'template0'`);
  await allow(true);
  await (await connect(atDatabase(url, 'template0'))).close();
  await allow(false);
  await admin.close();
}
