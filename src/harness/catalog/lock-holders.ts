import { printName } from '../model/identity.ts';
import type { Readable } from '../postgres/live.ts';
import { userSchema } from './catalog-query.ts';

/** A relation that nobody else can look at, and the process that locks it. */
const sql = `
SELECT n.nspname AS schema, c.relname AS name, l.pid
FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'AccessExclusiveLock' AND l.pid <> pg_backend_pid()
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND ${userSchema('n')}
ORDER BY c.relkind NOT IN ('r', 'p'), n.nspname COLLATE "C", c.relname COLLATE "C" LIMIT 1`;

/** What is locked against every reader, for people; nothing when it is not any more. */
export async function lockedNow(database: Readable): Promise<string | undefined> {
  const [[row] = []] = await database.read(({ query }) => query(sql));
  return (
    row &&
    `${printName({ schema: String(row.schema), name: String(row.name) })} is locked by process ${row.pid}`
  );
}
