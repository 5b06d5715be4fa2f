import type { TestProject } from 'vitest/node';
import type { ServerKind } from '../../src/harness/postgres/running-server.ts';
import { defaultChoice, startServer } from '../../src/harness/postgres/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The one server of the whole suite. */
    readonly serverUrl: string;
    readonly serverKind: ServerKind;
  }
}

/** Starts the server that all spec files share; the returned function stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const choice = String(project.config.env.DRIFTPROOF_TEST_SERVER);
  const image = process.env.DRIFTPROOF_TEST_IMAGE ?? defaultChoice.image;
  const server = await startServer({ server: choice, image });
  console.error(`The suite runs on ${server.description}.`);
  project.provide('serverUrl', server.url.href);
  project.provide('serverKind', server.kind);
  return server.stop;
}
