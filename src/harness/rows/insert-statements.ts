import { quoteName, quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { nameOf } from './fill-plan.ts';
import type { Rows } from './row-reduction.ts';

/** What a column's value is written with, and when it need not be. */
interface Written {
  readonly name: string;
  /** Whether a value can be written only with OVERRIDING SYSTEM VALUE. */
  readonly always: boolean;
  /** Whether NULL, or whatever the server puts there, says nothing. */
  readonly hasDefault: boolean;
  readonly fed: boolean;
}

/** Prints the rows that a database holds as INSERT statements, in an order in which they can be run. */
export async function insertStatements(database: Scratch, { tables }: Rows): Promise<string[]> {
  const statements: string[] = [];
  for (const table of tables) {
    const source = nameOf(table);
    const columnsSql = `SELECT a.attname AS name, a.attidentity = 'a' AS always, d.adbin IS NOT NULL AS "hasDefault",
        a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid), '') LIKE 'nextval(%' AS fed
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = ${table.oid} AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum`;
    const [columns = []] = (await database.run(columnsSql)) as unknown as Written[][];
    if (columns.length === 0) continue;
    const list = columns.map(({ name }) => `${quoteName(name)}::text`).join(', ');
    const [rows = []] = await database.run(
      `SELECT ARRAY[${list}]::text[] AS held FROM ${table.bounds.length > 0 ? '' : 'ONLY '}${source} ORDER BY tableoid, ctid`,
    );
    const referred = tables.some(({ foreignKeys }) => foreignKeys.some(({ target }) => target === table.oid));
    for (const { held } of rows)
      statements.push(statementOf(source, columns, held as (string | null)[], referred));
  }
  return statements;
}

function statementOf(
  source: string,
  columns: readonly Written[],
  held: readonly (string | null)[],
  referred: boolean,
): string {
  const written = columns
    .map((column, at) => ({ ...column, value: held[at] ?? null }))
    .filter(({ value, hasDefault, fed }) => (value !== null || hasDefault) && (!fed || referred));
  if (written.length === 0) return `INSERT INTO ${short(source)} DEFAULT VALUES`;
  const names = written.map(({ name }) => nameText(name)).join(', ');
  const overriding = written.some(({ always }) => always) ? ' OVERRIDING SYSTEM VALUE' : '';
  return `INSERT INTO ${short(source)} (${names})${overriding} VALUES (${written.map(({ value }) => valueText(value)).join(', ')})`;
}

/** Names are quoted only where SQL needs it: these are statements for people. */
const nameText = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteName(name));

const short = (source: string): string =>
  source.replace(/"([a-z_][a-z0-9_]*)"/g, '$1').replace(/^public\./, '');

const valueText = (value: string | null): string =>
  value === null ? 'NULL' : /^-?\d{1,18}$/.test(value) ? value : quoteText(value);
