import { hashOf } from '../../../../src/harness/history/migrations.ts';
import type { Files } from '../../../support/projects.ts';

/** A migration: its tag, its `when` and what it does. */
export type Made = readonly [tag: string, when: number, sql: string];

/** The files of a history in the folder `drizzle`. */
export const historyOfMade = (...made: readonly Made[]): Files => ({
  'drizzle/meta/_journal.json': JSON.stringify({
    version: '7',
    dialect: 'postgresql',
    entries: made.map(([tag, when], idx) => ({ idx, version: '7', when, tag })),
  }),
  ...Object.fromEntries(made.map(([tag, , sql]) => [`drizzle/${tag}.sql`, sql])),
});

/** SQL: a ledger as Drizzle's migrator makes and fills it. */
export const ledgerOf = (table: string, ...made: readonly Made[]): string =>
  `CREATE SCHEMA IF NOT EXISTS ${table.split('.')[0]}; CREATE TABLE ${table} (id serial, hash text NOT NULL, created_at bigint);` +
  made
    .map(([, when, sql]) => `INSERT INTO ${table} (hash, created_at) VALUES ('${hashOf(sql)}', ${when});`)
    .join('');
