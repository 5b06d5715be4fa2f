import { quoteName, quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { inOrder } from './fill-order.ts';
import { nameOf } from './fill-plan.ts';
import { type FillTable, readTables, type SomeTables } from './table-facts.ts';
import type { Types } from './type-facts.ts';

/** A column as a row is written with it. */
export interface WrittenColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  /** Whether a sequence gives its values. */
  readonly fed: boolean;
  /** Whether a value can be written only with OVERRIDING SYSTEM VALUE. */
  readonly always: boolean;
}

export interface WrittenTable extends FillTable {
  readonly written: readonly WrittenColumn[];
}

/** A row as texts, by its columns; a column that is not there has its default. */
export interface WrittenRow {
  readonly table: WrittenTable;
  readonly values: ReadonlyMap<string, string | null>;
}

/** What a database holds: tables in an order in which their rows can be inserted. */
export interface WrittenRows {
  readonly tables: readonly WrittenTable[];
  readonly types: Types;
  readonly rows: readonly WrittenRow[];
}

/** Reads every row of every table, or of some, but those left out. What a sequence gave to what nobody refers to is not read. */
export async function writtenRows(
  database: Scratch,
  isLeftOut: (table: FillTable) => boolean,
  only?: SomeTables,
): Promise<WrittenRows> {
  const { tables, types } = await readTables(database, only);
  const ordered = inOrder(tables.filter((table) => !isLeftOut(table)));
  const all: WrittenTable[] = [];
  const rows: WrittenRow[] = [];
  for (const each of ordered) {
    const [columns = []] = await database.run(columnsSql(each.oid));
    const table = { ...each, written: columns as unknown as WrittenColumn[] };
    all.push(table);
    const read = table.written.filter(({ name, fed }) => !fed || isReferredTo(ordered, each, name));
    const list = read.map(({ name }) => `${quoteName(name)}::text`).join(', ');
    const [found = []] = await database.run(
      `SELECT ARRAY[${list}]::text[] AS held FROM ${fromOnly(table)} ORDER BY tableoid, ctid`,
    );
    for (const { held } of found) {
      const texts = held as (string | null)[];
      rows.push({ table, values: new Map(read.map(({ name }, at) => [name, texts[at] ?? null])) });
    }
  }
  return { tables: all, types, rows };
}

const isReferredTo = (tables: readonly FillTable[], { oid }: FillTable, name: string): boolean =>
  tables.some(({ foreignKeys }) =>
    foreignKeys.some(({ target, targetColumns }) => target === oid && targetColumns.includes(name)),
  );

const columnsSql = (oid: string): string => `
SELECT a.attname AS name, a.atttypid::text AS type, a.attnotnull AS "notNull", a.attidentity = 'a' AS always, d.adbin IS NOT NULL AS "hasDefault",
  a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid), '') LIKE 'nextval(%' AS fed
FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = ${oid} AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum`;

const fromOnly = (table: FillTable): string => `${table.bounds.length > 0 ? '' : 'ONLY '}${nameOf(table)}`;

/**
 * SQL after which no row is left. CREATE INDEX still reads rows that the same transaction has deleted, but none that it has
 * truncated; a table that another refers to cannot be truncated. Deleted in one statement, rows leave no reference at its end.
 */
export const emptyingSql = ({ tables }: WrittenRows): readonly string[] =>
  tables.length === 0
    ? ['SELECT 1']
    : [
        `TRUNCATE ${tables.map(fromOnly).join(', ')}`,
        `WITH ${tables.map((table, at) => `gone_${at} AS (DELETE FROM ${fromOnly(table)})`).join(', ')} SELECT 1`,
      ];

/** INSERT statements, for people too, in the order of the tables. */
export const insertsOf = ({ tables }: WrittenRows, rows: readonly WrittenRow[]): string[] =>
  tables.flatMap((table) => rows.filter((row) => row.table === table).map(insertOf));

function insertOf({ table, values }: WrittenRow): string {
  const written = table.written.filter(({ name }) => values.has(name));
  const into = `INSERT INTO ${short(nameOf(table))}`;
  if (written.length === 0) return `${into} DEFAULT VALUES`;
  const names = written.map(({ name }) => nameText(name)).join(', ');
  const overriding = written.some(({ always }) => always) ? ' OVERRIDING SYSTEM VALUE' : '';
  const texts = written.map(({ name }) => valueText(values.get(name) ?? null)).join(', ');
  return `${into} (${names})${overriding} VALUES (${texts})`;
}

/** Names are quoted only where SQL needs it: these are statements for people. */
const nameText = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : quoteName(name);

const short = (source: string): string =>
  source
    .replace(/"([a-z_][a-z0-9_]*)"/g, (quoted, name: string) => (reserved.has(name) ? quoted : name))
    .replace(/^public\./, '');

const valueText = (value: string | null): string =>
  value === null ? 'NULL' : /^-?\d{1,18}$/.test(value) ? value : quoteText(value);

/** Words that no column or table is called without quotes (Postgres manual, "SQL Key Words"). */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
  current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having
  ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not
  notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar
  some symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where window with`.split(
    /\s+/,
  ),
);
