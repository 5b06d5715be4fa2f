import { defaultLedger } from '../../src/harness/history/default-ledger.ts';
import { createLedgerSql } from '../../src/harness/history/ledger.ts';
import type { Migration } from '../../src/harness/history/migrations.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { applicationHistory, applyMigrations } from '../support/history.ts';
import { madeHistory } from './made.ts';

/** A history, and those of its migrations that faults are tried on. */
export interface Tried {
  readonly name: string;
  /** Brings an empty database to where the first of them comes. */
  readonly prepare: (database: Scratch) => Promise<void>;
  readonly migrations: readonly Migration[];
}

/** Enough for an index on the assets to take some time. */
const rows = `
INSERT INTO users (id, email) SELECT md5('u' || n)::uuid, 'user ' || n FROM generate_series(1, 20) n;
INSERT INTO outputs (id, user_id, prompt, created_at) SELECT md5('o' || n)::uuid, md5('u' || 1 + n % 20)::uuid, 'a prompt', '2025-01-01'
  FROM generate_series(1, 500) n;
INSERT INTO output_asset (id, output_id, url, created_at) SELECT md5('a' || n)::uuid, md5('o' || 1 + n % 500)::uuid, 'asset ' || n,
  '2025-01-01'::timestamp + n * interval '1 minute' FROM generate_series(1, 12000) n`;

/** 0008 on the application's tables with rows in them, and the made history from an empty database. */
export async function triedHistories(): Promise<readonly Tried[]> {
  const application = await applicationHistory();
  return [
    {
      name: '0008',
      prepare: async (database) => {
        await applyMigrations(database, application.slice(0, 8));
        await database.run(rows);
      },
      migrations: application.slice(8),
    },
    {
      name: 'made',
      // A ledger stays behind the down of the first migration, so it is there before its up.
      prepare: async (database) => void (await database.run(createLedgerSql(defaultLedger, false))),
      migrations: madeHistory,
    },
  ];
}
