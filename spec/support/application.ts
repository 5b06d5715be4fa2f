import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import * as schema from '../../src/lib/schema.ts';

/** The migrations of the guarded application. */
export const migrationsFolder = 'drizzle/migrations';

/** A pool of connections to a database, and Drizzle on it; the caller ends the pool. */
export function connectDrizzle(url: URL) {
  const pool = new pg.Pool({ connectionString: url.href });
  return { pool, db: drizzle(pool, { schema }) };
}

/** Brings a database up to date by Drizzle's own migrator. */
export async function migrateByDrizzle(url: URL, folder = migrationsFolder): Promise<void> {
  const { pool, db } = connectDrizzle(url);
  try {
    await migrate(db, { migrationsFolder: folder });
  } finally {
    await pool.end();
  }
}
