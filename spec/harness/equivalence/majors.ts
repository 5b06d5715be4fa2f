import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import type { Problem } from '../../../src/harness/model/problem.ts';
import { startContainer } from '../../../src/harness/postgres/container.ts';
import { startEmbedded } from '../../../src/harness/postgres/embedded/start-embedded.ts';
import type { Server } from '../../../src/harness/postgres/running-server.ts';
import {
  openScratchDatabases,
  type Scratch,
  type ScratchDatabases,
} from '../../../src/harness/postgres/scratch.ts';
import { serverMajor } from '../catalog/server.ts';

/** The oldest major that the suite runs on, and the one that is embedded. */
const [oldest, newest] = [15, 18];

/** The major that a server of another is compared with. */
export const otherThan = (major: number): number => (major === oldest ? newest : oldest);

/** Where Debian keeps the programs of the oldest. */
const oldestNative = `/usr/lib/postgresql/${oldest}`;

export type OtherMajor = Pick<ScratchDatabases, 'create' | 'clone'>;

/** A server of another major than the suite's; nothing, said in a line, where it is not available. */
export async function otherMajor(): Promise<OtherMajor | undefined> {
  const server = await startMajor(otherThan(await serverMajor())).catch((error: Problem) => {
    console.error(`Not compared with another major: ${error.message}.`);
  });
  if (!server) return undefined;
  let databases: ScratchDatabases;
  beforeAll(async () => {
    databases = await openScratchDatabases(server);
  });
  afterAll(async () => {
    await databases.close();
    await server.stop();
  });
  return { create: () => databases.create(), clone: (template) => databases.clone(template) };
}

function startMajor(major: number): Promise<Server> {
  if (major === newest) return startEmbedded();
  return existsSync(`${oldestNative}/bin/initdb`)
    ? startEmbedded('as asked', { installed: oldestNative })
    : startContainer(`postgres:${major}`);
}

/** Whether there is a pg_dump here that can dump a major; says in a line when there is not. */
export function hasDump(major: number): boolean {
  try {
    const version = execFileSync('pg_dump', ['--version'], { encoding: 'utf8' });
    if (Number(/ (\d+)/.exec(version)?.[1]) >= major) return true;
    throw new Error(version);
  } catch {
    console.error(
      `Not compared with a restored database: there is no pg_dump of ${major} or later, only texts made again from their print.`,
    );
    return false;
  }
}

/** Restores a dump of one database in another. Lines that begin with a backslash are for psql. */
export async function restore(from: Scratch, to: Scratch): Promise<Scratch> {
  const options = ['--no-owner', '--no-privileges', '--inserts', from.url.href];
  const dump = execFileSync('pg_dump', options, { encoding: 'utf8' });
  await to.run(dump.replace(/^\\.*$/gm, ''));
  await to.run('RESET ALL');
  return to;
}
