import type { LockMode } from '../model/cost.ts';
import type { Row } from '../postgres/connection.ts';
import { openObserver } from '../postgres/observer-connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { toLocks } from './observe.ts';

/** The time that something took while another connection observed it, and all locks that were seen. */
interface Watched {
  readonly ms: number;
  readonly locks: ReadonlyMap<number, ReadonlySet<LockMode>>;
}

/** How long to wait for the session to block on a locked table. */
const longestWait = 1000;

/**
 * Polls the locks of a session from another connection while the session runs something. A fast statement may finish
 * before the first poll: where its time does not matter, tables can be locked against everything but reads until the
 * session is seen waiting for one.
 */
export async function watching(
  database: Scratch,
  hold: readonly number[],
  run: () => Promise<number>,
): Promise<Watched> {
  const [[session] = []] = await database.run('SELECT pg_backend_pid() AS pid');
  const beside = await openObserver(database);
  try {
    if (hold.length > 0) await beside.send(`BEGIN; ${holdSql(hold)}`);
    const started = performance.now();
    const seen = new Map<string, Row>();
    let isDone = false;
    const running = run().finally(() => {
      isDone = true;
    });
    // It may fail while we poll; the await below throws that.
    running.catch(() => {});
    let isHeld = hold.length > 0;
    while (!isDone) {
      const [rows = []] = await beside.send(allLocksSql(String(session?.pid)));
      for (const row of rows) if (row.oid !== null) seen.set(`${row.oid} ${row.mode}`, row);
      if (isHeld && (rows.some(({ granted }) => !granted) || performance.now() - started > longestWait)) {
        await beside.send('COMMIT');
        isHeld = false;
      }
    }
    return { ms: await running, locks: toLocks([...seen.values()]) };
  } finally {
    await beside.close();
  }
}

/** SQL: the locks on relations that a process holds or waits for, and whatever else it waits for. */
const allLocksSql = (pid: string): string => `
SELECT CASE l.locktype WHEN 'relation' THEN l.relation::int8 END AS oid, l.mode, l.granted
FROM pg_locks l WHERE l.pid = ${pid} AND (l.locktype = 'relation' OR NOT l.granted)`;

const holdSql = (oids: readonly number[]): string => `
DO $$ BEGIN EXECUTE (SELECT 'LOCK TABLE ' || string_agg(oid::regclass::text, ', ') || ' IN SHARE ROW EXCLUSIVE MODE'
  FROM unnest('{${oids.join()}}'::oid[]) AS oid); END $$`;
