import { PostgreSQL } from '@pgkit/migra';
import { extract } from '@supabase/pg-delta/extract';
import pg from 'pg';

/** All that @pgkit/migra reads of a database. */
export async function inspectByMigra(url: string): Promise<PostgreSQL> {
  const inspected = await PostgreSQL.create(url);
  await (inspected.c as unknown as { end(): Promise<void> }).end();
  return inspected;
}

/** All that @supabase/pg-delta reads of a database. */
export const extractByDelta = (url: string) => withPool(url, extract);

/** Connections as @supabase/pg-delta wants them. */
export async function withPool<T>(url: string, use: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}
