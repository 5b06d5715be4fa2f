import type { LedgerName } from './ledger.ts';

/** As in drizzle-orm, pg-core/dialect.ts. */
export const defaultLedger: LedgerName = { schema: 'drizzle', table: '__drizzle_migrations' };
