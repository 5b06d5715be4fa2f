import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '../../../src/harness/postgres/embedded/start-embedded.ts';

const debian = '/usr/lib/postgresql';

/** A server, and a pg_dump that is as new as it. */
export interface Place {
  readonly server: Awaited<ReturnType<typeof startEmbedded>>;
  readonly pgDump: string;
}

/**
 * pg_dump refuses servers newer than itself, so the server is the one that Debian's newest pg_dump came with. Both are
 * on the same machine: nothing is asked over a network.
 */
export async function startPlace(): Promise<Place> {
  const [major] = majors();
  if (major === undefined) throw new Error(`there is no Postgres with its pg_dump in ${debian}`);
  const installed = join(debian, String(major));
  const server = await startEmbedded('of this machine', { installed });
  return { server, pgDump: join(installed, 'bin/pg_dump') };
}

const majors = (): number[] =>
  folders()
    .map(Number)
    .filter((major) => Number.isInteger(major))
    .sort((a, b) => b - a);

const folders = (): string[] => {
  try {
    return readdirSync(debian);
  } catch {
    return [];
  }
};

/** The definition of a database as pg_dump prints it, read to its end. */
export const dump = (pgDump: string, url: string): void => {
  execFileSync(pgDump, ['--schema-only', `--dbname=${url}`], { maxBuffer: 2 ** 30 });
};
