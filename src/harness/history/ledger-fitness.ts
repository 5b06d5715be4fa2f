import type { LedgerTable } from '../catalog/ledger-tables.ts';

/** A thousand migrations fill a hundred kilobytes. */
const mostBytes = 8 * 1024 * 1024;

/** What pg_class calls kinds of relations (Postgres manual, "pg_class"). */
const kinds: Readonly<Record<string, string>> = {
  v: 'is a view',
  m: 'is a materialized view',
  f: 'is a foreign table',
  p: 'is a partitioned table',
  S: 'is a sequence',
  c: 'is a composite type',
};

/** The columns that must be there, and the types that they may have. */
const needed = { hash: ['text', 'character varying'], created_at: ['bigint'] } as const;

/** Why a table is not a ledger as Drizzle makes it; nothing when it is one. */
export const flawOf = (table: LedgerTable): string | undefined =>
  (table.kind === 'r' ? undefined : (kinds[table.kind] ?? `is a relation of kind ${table.kind}`)) ??
  missingColumn(table) ??
  strangeColumn(table) ??
  (table.hasRules ? 'has rules' : undefined) ??
  (table.hasChildren ? 'has tables that inherit from it' : undefined) ??
  (table.bytes > mostBytes ? `takes ${Math.round(table.bytes / 1024 / 1024)} MB` : undefined) ??
  (table.longValues ? 'holds values that are longer than a hash or a name' : undefined);

function missingColumn({ columns }: LedgerTable): string | undefined {
  const missing = Object.keys(needed).find((name) => columns.every((column) => column.name !== name));
  return missing === undefined ? undefined : `has no column ${missing}`;
}

function strangeColumn({ columns }: LedgerTable): string | undefined {
  const generated = columns.find((column) => column.generated);
  if (generated) return `has a generated column, ${generated.name}`;
  const foreign = columns.find(({ plain }) => !plain);
  if (foreign) return `has a column ${foreign.name} of type ${foreign.type}, which Postgres does not bring`;
  for (const [name, types] of Object.entries({ ...needed, name: needed.hash })) {
    const type = columns.find((column) => column.name === name)?.type;
    if (type !== undefined && !types.some((each) => each === type))
      return `has a column ${name} of type ${type}, not ${types[0]}`;
  }
  return undefined;
}
