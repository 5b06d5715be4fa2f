import type { LedgerSetting } from '../model/settings.ts';
import type { LedgerName } from './ledger.ts';

/** As in drizzle-orm, pg-core/dialect.ts. */
export const defaultLedger: LedgerName = { schema: 'drizzle', table: '__drizzle_migrations' };

/** As in supabase/cli, pkg/migration/history.go. */
export const supabaseLedger: LedgerName = { schema: 'supabase_migrations', table: 'schema_migrations' };

/** The table that the settings name; none where they leave it to the drizzle config. */
export function ledgerName(setting: LedgerSetting | undefined): LedgerName | undefined {
  if (setting === 'supabase') return supabaseLedger;
  return setting === 'none' ? undefined : setting;
}
