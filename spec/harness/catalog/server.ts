import pg from 'pg';
import { inject } from 'vitest';

/** The major of the suite's server: what it is given to do depends on it, so it is asked before the specs are made. */
export async function serverMajor(): Promise<number> {
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  try {
    const { rows } = await client.query('SHOW server_version_num');
    return Math.floor(Number(rows[0].server_version_num) / 10_000);
  } finally {
    await client.end();
  }
}

/** The cases this server can be given; says how many it can't. */
export async function forThisServer<T extends { readonly since?: number }>(
  what: string,
  cases: readonly T[],
): Promise<readonly T[]> {
  const major = await serverMajor();
  const fitting = cases.filter(({ since = 0 }) => since <= major);
  if (fitting.length < cases.length)
    console.error(
      `Of ${cases.length} ${what}, ${cases.length - fitting.length} need a server newer than Postgres ${major}.`,
    );
  return fitting;
}
