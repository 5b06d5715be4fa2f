import type { LockMode } from '../model/cost.ts';
import { openBeside } from '../postgres/beside.ts';
import type { Row } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { locksSql, toLocks } from './observe.ts';

/** What was done while another connection looked on, and all locks that this one saw. */
interface Watched {
  readonly ms: number;
  readonly locks: ReadonlyMap<number, ReadonlySet<LockMode>>;
}

/** Looks at the locks of a session, again and again from another connection, while the session does something. */
export async function watching(database: Scratch, run: () => Promise<number>): Promise<Watched> {
  const [[session] = []] = await database.run('SELECT pg_backend_pid() AS pid');
  const beside = await openBeside(database);
  try {
    const seen = new Map<string, Row>();
    let isDone = false;
    const running = run().finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const [rows = []] = await beside.send(locksSql(String(session?.pid)));
      for (const row of rows) seen.set(`${row.oid} ${row.mode}`, row);
    }
    return { ms: await running, locks: toLocks([...seen.values()]) };
  } finally {
    await beside.close();
  }
}
