import pg from 'pg';
import { inject } from 'vitest';

/** Asks the suite's server something before the specs are made, since which ones there are depends on it. */
async function askServer(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** The major of the suite's server. */
export async function serverMajor(): Promise<number> {
  const [row] = await askServer("SELECT current_setting('server_version_num')::int / 10000 AS major");
  return Number(row?.major);
}

/** Those of some extensions that the server has. */
export async function available(extensions: readonly string[]): Promise<string[]> {
  const rows = await askServer(
    'SELECT name FROM pg_available_extensions WHERE name = ANY ($1) ORDER BY name',
    [extensions],
  );
  return rows.map(({ name }) => String(name));
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
