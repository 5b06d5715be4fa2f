import type { LedgerRow } from './ledger.ts';
import type { Migration } from './migrations.ts';

/** The digits that a file's name begins with: what Supabase and dbmate record of it (supabase/cli, pkg/migration/list.go). */
export const versionOf = ({ tag }: Pick<Migration, 'tag'>): string | undefined => /^\d+/.exec(tag)?.[0];

/**
 * The rows that Drizzle would have written for these versions. One that the project does not have comes after the one
 * before it, as text.
 */
export function rowsOfVersions(versions: readonly string[], migrations: readonly Migration[]): LedgerRow[] {
  let last = -1;
  return versions.toSorted().map((version) => {
    const known = migrations.find((migration) => versionOf(migration) === version);
    if (!known) return { createdAt: last + between, name: version };
    last = known.when;
    return { createdAt: known.when, ...(known.name === undefined ? {} : { name: known.name }) };
  });
}

/** A journal's times are whole. */
const between = 0.5;
