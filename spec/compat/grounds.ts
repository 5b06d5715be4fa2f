import type { Scratch, ScratchDatabases } from '../../src/harness/postgres/scratch.ts';
import type { Ground } from '../harness/corpus/rows/row.ts';
import { buildSink } from '../harness/corpus/sink/sink.ts';
import { applicationHistory, applyMigrations } from '../support/history.ts';
import { type StandingGround, standOn } from './ground.ts';

export type Grounds = Readonly<Record<Ground, StandingGround>>;

/** What the kitchen sink says that Postgres 14 has no word for. */
const unknownTo14 = / NULLS NOT DISTINCT|, security_invoker = true/g;

/** The same, as the older of two majors knows it. */
const inWordsOf = (older: number, sql: string): string =>
  older < 15 ? sql.replaceAll(unknownTo14, '') : sql;

/** Builds the application and the kitchen sink, the latter as far as the older of two majors knows it. */
export async function buildGrounds(
  databases: Pick<ScratchDatabases, 'create' | 'clone'>,
  older: number,
): Promise<Grounds> {
  const translating = (database: Scratch): Scratch => ({
    ...database,
    run: (sql) => database.run(inWordsOf(older, sql)),
  });
  return {
    application: await standOn(databases, async (database) =>
      applyMigrations(database, await applicationHistory()),
    ),
    sink: await standOn(databases, (database) => buildSink(translating(database))),
  };
}
