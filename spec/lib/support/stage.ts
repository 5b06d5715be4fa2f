import type { Logger } from 'drizzle-orm/logger';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import fc, { type Arbitrary } from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { migrateByDrizzle } from '../../support/application.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import type { Rows } from './model.ts';
import { insertSql, readRows } from './rows.ts';
import { dateStyles, zones } from './zones.ts';

/** One connection, with Drizzle on it. */
export interface Session {
  readonly pid: number;
  readonly client: pg.Client;
  readonly db: NodePgDatabase;
}

/** What a session has been set to. */
export interface Setting {
  readonly zone: string;
  readonly dateStyle: string;
}

/** A migrated database of one spec file and some sessions on it. */
export interface Stage {
  readonly sessions: readonly Session[];
  readonly session: (number: number) => Session;
  /** Empties the tables, puts rows in and sets the sessions. */
  readonly set: (rows: Rows, settings: readonly Setting[]) => Promise<void>;
  /** What the tables hold now. */
  readonly rows: () => Promise<Rows>;
}

const sessionCount = 4;

export const anySettings: Arbitrary<Setting[]> = fc.array(
  fc.record({ zone: fc.constantFrom(...zones), dateStyle: fc.constantFrom(...dateStyles) }),
  { minLength: sessionCount, maxLength: sessionCount },
);

export function useStage(): Stage {
  const databases = useScratchDatabases();
  const sessions: Session[] = [];
  const budget = budgetOf(2000);
  beforeAll(async () => {
    const { url } = await databases.create();
    await migrateByDrizzle(url);
    for (let n = 0; n < sessionCount; n++) sessions.push(await open(url, budget));
  });
  afterAll(async () => {
    for (const { client } of sessions) await client.end();
  });
  const session = (number: number): Session => {
    const found = sessions[number % sessionCount];
    if (!found) throw new Error('the stage is not open yet');
    return found;
  };
  const set = async (rows: Rows, settings: readonly Setting[]): Promise<void> => {
    budget.renew();
    await Promise.all(settings.map((setting, n) => adjust(session(n), setting)));
    await session(0).client.query(`${emptySql};${insertSql(rows)}`);
  };
  return { sessions, session, set, rows: () => readRows(session(0).client) };
}

/** How many statements a run may send through Drizzle: a sweep that finds the same rows for ever does not end. */
function budgetOf(statements: number): Logger & { readonly renew: () => void } {
  let left = statements;
  return {
    renew: () => {
      left = statements;
    },
    logQuery: () => {
      if (left-- <= 0) throw new Error(`more than ${statements} statements in one run`);
    },
  };
}

/** Whoever waits this long waits for somebody who will not go on. */
const statementTimeout = '20s';

async function open(url: URL, logger: Logger): Promise<Session> {
  const client = new pg.Client({
    connectionString: url.href,
    options: `-c statement_timeout=${statementTimeout}`,
  });
  await client.connect();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  return { pid: rows[0].pid, client, db: drizzle(client, { logger }) };
}

/** DELETE, since TRUNCATE of tables this small takes ten times as long. */
const emptySql =
  'DELETE FROM reference_images; DELETE FROM output_asset; DELETE FROM outputs; DELETE FROM users';

/** The run before may have failed inside a transaction, or left settings behind. */
const adjust = ({ client }: Session, { zone, dateStyle }: Setting): Promise<unknown> =>
  client.query(`ROLLBACK; RESET ALL; SET TimeZone = '${zone}'; SET DateStyle = '${dateStyle}'`);
