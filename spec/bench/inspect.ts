import { PostgreSQL } from '@pgkit/migra';
import { extract } from '@supabase/pg-delta/extract';
import pg from 'pg';

/**
 * migra knows no foreign tables, and ends at the first constraint of one. Those are kept from it, so that it can say
 * something of all else.
 */
const execute = PostgreSQL.prototype.execute as (
  name: string,
) => Promise<{ table_name?: string; schema?: string }[]>;
Object.assign(PostgreSQL.prototype, {
  async execute(this: PostgreSQL, name: string) {
    const rows = await execute.call(this, name);
    if (name !== 'CONSTRAINTS_QUERY') return rows;
    const known = new Set(
      Object.values(this.relations).map((each) => JSON.stringify([each.schema, each.name])),
    );
    return rows.filter((row) => known.has(JSON.stringify([row.schema, row.table_name])));
  },
});

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
