import { hasItsRowsHere, notOfExtension, userSchema } from '../catalog/catalog-query.ts';
import { readSettled } from '../catalog/read-settled.ts';
import type { LedgerName } from '../history/ledger.ts';
import { quoteName, quoteText, type Row } from '../postgres/connection.ts';
import { ifRefused } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import type { Snapshot } from '../postgres/snapshot.ts';
import { readAlike } from './style-free.ts';

export interface ColumnContents {
  /** Its number in the table, which no rename changes. */
  readonly num: number;
  readonly name: string;
  /** The type as SQL writes it. */
  readonly type: string;
  readonly inKey: boolean;
}

/** What a table holds, as texts. */
export interface TableContents {
  readonly oid: string;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly ColumnContents[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export type Contents = readonly TableContents[];

type Shape = Omit<TableContents, 'rows'> & { readonly partitioned: boolean };

/** A generated column holds nothing of its own. */
const shapesSql = (condition: string): string => `
SELECT c.oid::text, n.nspname AS schema, c.relname AS "table", c.relkind = 'p' AS partitioned,
  (SELECT coalesce(json_agg(json_build_object('num', a.attnum, 'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'inKey', EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)))
      ORDER BY a.attnum), '[]')
    FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND ${userSchema('n')} AND ${notOfExtension('pg_class', 'c.oid')} AND ${hasItsRowsHere('c.oid')} AND ${condition}
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

/** Which tables are read: some of those that existed at one time, and all that did not. */
export interface Among {
  /** Oids. */
  readonly read: readonly string[];
  readonly existing: readonly string[];
}

/** SQL: sets what {@link isAmong} looks at, so that the question is the same each time and is planned once in a session. */
const askFor = ({ read, existing }: Among): string =>
  `SELECT set_config('driftproof.read', '{${read.join()}}', true), set_config('driftproof.existing', '{${existing.join()}}', true)`;

/** SQL: what a setting lists, read once and not for each row. */
const listed = (setting: string): string => `ARRAY(SELECT unnest(current_setting('${setting}')::oid[]))`;

const isAmong = `(c.oid = ANY (${listed('driftproof.read')}) OR c.oid <> ALL (${listed('driftproof.existing')}))`;

/**
 * Reads all rows of all tables, or of some, but the migrator's. What is of another type than `earlier` is printed as it
 * was then, so that the texts compare: `1.50` as numeric(10,2) is `1.5000` as numeric(10,4).
 */
export async function readContents(
  database: Scratch,
  ledger: LedgerName,
  { earlier = [], among }: { readonly earlier?: Contents; readonly among?: Among | undefined } = {},
): Promise<Contents> {
  const { shapes, lists } = await readSettled(database, async (snapshot) => {
    const shapes = await readShapes(snapshot, ledger, among);
    const isAsIs = shapes.every((shape) => recast(shape, earlier).length === 0);
    return { shapes, ...(isAsIs ? { lists: await rowsOf(snapshot, shapes, new Map()) } : {}) };
  });
  if (lists) return withRows(shapes, lists);
  const casts = await workingCasts(database, shapes, earlier);
  return withRows(shapes, await database.read((snapshot) => rowsOf(snapshot, shapes, casts)));
}

/** A list for each table. */
async function rowsOf(
  snapshot: Snapshot,
  shapes: readonly Shape[],
  casts: ReadonlyMap<string, string>,
): Promise<Row[][]> {
  if (shapes.length === 0) return [];
  const queries = shapes.map((shape) => rowsSql(shape, (column) => casts.get(keyOf(shape, column))));
  const lists = await snapshot.last(...queries);
  return lists.slice(lists.length - queries.length);
}

const withRows = (shapes: readonly Shape[], lists: readonly Row[][]): Contents =>
  shapes.map((shape, at) => ({
    ...shape,
    rows: (lists[at] ?? []).map(({ held }) => held as (string | null)[]),
  }));

async function readShapes(
  snapshot: Snapshot,
  ledger: LedgerName,
  among: Among | undefined,
): Promise<readonly Shape[]> {
  const [rows = []] = among
    ? (await snapshot.query(askFor(among), shapesSql(isAmong))).slice(1)
    : await snapshot.query(shapesSql('true'));
  return (rows as unknown as Shape[]).filter(
    ({ schema, table }) => schema !== ledger.schema || table !== ledger.table,
  );
}

const keyOf = ({ oid }: { readonly oid: string }, { num }: ColumnContents): string => `${oid} ${num}`;

const sourceOf = ({ schema, table, partitioned }: Shape): string =>
  `${partitioned ? '' : 'ONLY '}${quoteName(schema)}.${quoteName(table)}`;

/** jsonb prints alike what json holds in many ways, so that nothing seems to change where only spaces do. */
const printed = ({ name, type }: ColumnContents, cast: string | undefined): string => {
  const value = `${quoteName(name)}${cast === undefined ? '' : `::${cast}`}`;
  return (cast ?? type) === 'json' ? `${value}::jsonb::text` : `${value}::text`;
};

const rowsSql = (shape: Shape, castOf: (column: ColumnContents) => string | undefined): string =>
  `SELECT ARRAY[${shape.columns.map((column) => printed(column, castOf(column))).join(', ')}]::text[] AS held FROM ${sourceOf(shape)}`;

/** The types that columns had, where their values can still be cast to them, whatever the style of a session. */
async function workingCasts(
  database: Scratch,
  shapes: readonly Shape[],
  earlier: Contents,
): Promise<ReadonlyMap<string, string>> {
  const working = new Map<string, string>();
  for (const shape of shapes)
    for (const { column, type } of recast(shape, earlier)) {
      const pattern = readAlike(column.type, type);
      const isAlike =
        pattern === undefined
          ? 'true'
          : `coalesce(${quoteName(column.name)}::text ~ ${quoteText(pattern)}, true)`;
      const question = `SELECT ${printed(column, type)}, ${isAlike} AS alike FROM ${sourceOf(shape)}`;
      const lists = await database.read((snapshot) => snapshot.last(question)).catch(ifRefused(undefined));
      if (lists?.[0]?.every(({ alike }) => alike)) working.set(keyOf(shape, column), type);
    }
  return working;
}

/** Columns of another type than before, with that type. */
function recast(shape: Shape, earlier: Contents) {
  const before = counterpart(shape, earlier);
  return shape.columns.flatMap((column) => {
    const type = before && counterColumn(column, shape, before)?.type;
    return type === undefined || type === column.type ? [] : [{ column, type }];
  });
}

/** The same table at another time: by its oid, whatever its name, or else a recreated one with the same name. */
export const counterpart = <T extends Pick<TableContents, 'oid' | 'schema' | 'table'>>(
  { oid, schema, table }: Pick<TableContents, 'oid' | 'schema' | 'table'>,
  others: readonly T[],
): T | undefined =>
  others.find((other) => other.oid === oid) ??
  others.find((other) => other.schema === schema && other.table === table);

/** The same of a column. Numbers tell only within one table. */
export const counterColumn = (
  column: ColumnContents,
  { oid }: Pick<TableContents, 'oid'>,
  other: Pick<TableContents, 'oid' | 'columns'>,
): ColumnContents | undefined =>
  (oid === other.oid ? other.columns.find(({ num }) => num === column.num) : undefined) ??
  other.columns.find(({ name }) => name === column.name);
