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

type Columns = Readonly<Record<string, readonly string[]>>;

const texts = ['text', 'character varying'];

/** The columns that must be there, and the types that they may have. */
const needed: Columns = { hash: texts, created_at: ['bigint'] };
const neededOfVersions: Columns = { version: texts };

/** Whether a table records versions alone, as Supabase's and dbmate's does. */
export const keepsVersions = ({ columns }: LedgerTable): boolean =>
  columns.some(({ name }) => name === 'version') && columns.every(({ name }) => name !== 'hash');

const neededIn = (table: LedgerTable): Columns => (keepsVersions(table) ? neededOfVersions : needed);

/** Why a table is not a ledger as Drizzle, or Supabase, makes it; nothing when it is one. */
export const flawOf = (table: LedgerTable): string | undefined =>
  (table.kind === 'r' ? undefined : (kinds[table.kind] ?? `is a relation of kind ${table.kind}`)) ??
  missingColumn(table) ??
  strangeColumn(table) ??
  (table.hasRules ? 'has rules' : undefined) ??
  (table.hasChildren ? 'has tables that inherit from it' : undefined) ??
  (table.bytes > mostBytes ? `takes ${Math.round(table.bytes / 1024 / 1024)} MB` : undefined) ??
  longValues(table);

/** A version can only be short where it is the key of an index; beside it Supabase keeps the statements. */
function longValues(table: LedgerTable): string | undefined {
  if (keepsVersions(table))
    return table.versionIsKey ? undefined : 'has no unique index on its column version';
  return table.longValues ? 'holds values that are longer than a hash or a name' : undefined;
}

function missingColumn(table: LedgerTable): string | undefined {
  const { columns } = table;
  const missing = Object.keys(neededIn(table)).find((name) =>
    columns.every((column) => column.name !== name),
  );
  return missing === undefined ? undefined : `has no column ${missing}`;
}

function strangeColumn(table: LedgerTable): string | undefined {
  const { columns } = table;
  const generated = columns.find((column) => column.generated);
  if (generated) return `has a generated column, ${generated.name}`;
  const foreign = columns.find(({ plain }) => !plain);
  if (foreign) return `has a column ${foreign.name} of type ${foreign.type}, which Postgres does not bring`;
  for (const [name, types] of Object.entries({ ...neededIn(table), name: texts })) {
    const type = columns.find((column) => column.name === name)?.type;
    if (type !== undefined && !types.some((each) => each === type))
      return `has a column ${name} of type ${type}, not ${types[0]}`;
  }
  return undefined;
}
