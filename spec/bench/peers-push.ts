import { pushSchema } from 'drizzle-kit/api';
import { type SQL, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import * as application from '../../src/lib/schema.ts';
import type { Ground } from '../harness/corpus/rows/row.ts';
import * as sink from '../harness/corpus/sink/schema.ts';

/**
 * What drizzle-kit's push would do to a database, in a process of its own: it ends the process where it does not know
 * what to do, and asks in a terminal where there may be a rename.
 */
export interface PushQuestion {
  readonly on: Ground;
  readonly url: string;
  /** Whether it is kept from ending or asking where that has nothing to do with the drift. */
  readonly helped: boolean;
}

export type PushAnswer = { readonly statements: readonly string[] } | { readonly error: string };

/** Schemas that each project declares something in. */
const declared = {
  application: { imports: application, schemas: ['public'] },
  sink: { imports: sink, schemas: ['public', 'warehouse'] },
} as const;

/** The one table of both grounds that pushSchema forgets to pass on when it asks for a composite primary key. */
const forgotten = ["'warehouse'", "'places'"] as const;

/**
 * pushSchema drops the parameters of its query for composite primary keys, which ends the process, and asks whether to
 * truncate a table that holds rows. With the parameters put in, and tables that seem empty, it goes on.
 */
function help(db: NodePgDatabase): NodePgDatabase {
  const execute = db.execute.bind(db);
  db.execute = ((query: SQL) => {
    const { sql: text } = new PgDialect().sqlToQuery(query);
    if (/^select count\(\*\) as count from "?\w+"?/i.test(text) && !text.includes('information_schema'))
      return Promise.resolve({ rows: [{ count: '0' }] });
    const whole = text
      .replace('$1::regnamespace', `${forgotten[0]}::regnamespace`)
      .replace('$2', forgotten[1]);
    return execute(text.includes('$1::regnamespace') ? sql.raw(whole) : query);
  }) as typeof db.execute;
  return db;
}

async function answer({ on, url, helped }: PushQuestion): Promise<PushAnswer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { imports, schemas } = declared[on];
    const { statementsToExecute } = await pushSchema(
      { ...imports },
      (helped ? help(drizzle(client)) : drizzle(client)) as never,
      [...schemas],
    );
    return { statements: statementsToExecute };
  } catch (error) {
    return { error: String(error instanceof Error ? error.message : error) };
  } finally {
    await client.end();
  }
}

process.on('message', async (question: PushQuestion) => process.send?.(await answer(question)));
process.send?.('ready');
