import pg from 'pg';

const ofUsers = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/**
 * The least that somebody asks who writes one query by hand: relations, columns, defaults, constraints and indexes of
 * user tables, with what Postgres prints of them. No comments, policies, triggers, types, functions or sequences.
 */
export const floorSql = `
SELECT n.nspname, c.relname, c.relkind, c.relpersistence, c.relrowsecurity, c.reloptions, a.attname AS name,
  format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS flag, a.attidentity,
  pg_get_expr(d.adbin, d.adrelid) AS definition
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p') AND ${ofUsers}
UNION ALL
SELECT n.nspname, c.relname, 'k', k.contype, NULL, NULL, k.conname, NULL, k.convalidated, NULL, pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${ofUsers}
UNION ALL
SELECT n.nspname, c.relname, 'i', NULL, i.indisvalid, x.reloptions, x.relname, NULL, i.indisunique, NULL,
  pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${ofUsers}`;

/** Connects, asks, and leaves. A large UNION is spread over several processes of the server, unless that is switched off. */
export async function askFloor(url: string, { parallel }: { readonly parallel: boolean }): Promise<void> {
  const options = parallel ? {} : { options: '-c max_parallel_workers_per_gather=0' };
  const client = new pg.Client({ connectionString: url, ...options });
  await client.connect();
  try {
    await client.query(floorSql);
  } finally {
    await client.end();
  }
}
