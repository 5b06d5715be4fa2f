import { quoteName, quoteText } from '../postgres/connection.ts';
import { ifRefused, passOnFailures } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { nameOf } from './fill-plan.ts';
import { poolOf } from './pool.ts';
import { type FillTable, type KnownTables, readTables } from './table-facts.ts';
import type { Types } from './type-facts.ts';

/** Columns of one table. */
export interface ColumnsOf {
  readonly oid: string;
  readonly columns: readonly string[];
}

/**
 * Puts values into columns that were added to tables with rows. A row that refuses every value that is tried keeps what
 * it has. What is known of the tables is not read again.
 */
export async function fillColumns(
  database: Scratch,
  added: readonly ColumnsOf[],
  seed: number,
  known?: KnownTables,
): Promise<void> {
  if (added.length === 0) return;
  const some = { tables: added.map(({ oid }) => oid), withParents: false };
  const { tables, types } = known ?? (await readTables(database, some));
  for (const { oid, columns } of added) {
    const table = tables.find((each) => each.oid === oid);
    const updates = table ? columns.flatMap((name) => updateOf(table, name, types, seed)) : [];
    if (updates.length > 0) await database.runAtomic(updates.join(';\n')).catch(ifRefused(undefined));
  }
}

/** What the server fills by itself is not among a table's columns here. */
function updateOf(table: FillTable, name: string, types: Types, seed: number): string[] {
  const column = table.columns.find((each) => each.name === name);
  if (!column) return [];
  const pool = fromParent(table, name) ?? poolOf(table, column, types, { rows: 20, seed }).values;
  return [updateSql(table, name, pool)];
}

/** The values that a foreign key of one column may take. */
function fromParent({ foreignKeys }: FillTable, name: string): string[] | undefined {
  const key = foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === name);
  const [target] = key?.targetColumns ?? [];
  if (!key || target === undefined) return undefined;
  const picked = `SELECT f.${quoteName(target)} FROM ${key.from} AS f ORDER BY 1 LIMIT 1 OFFSET`;
  return Array.from({ length: 20 }, (_, at) => `(${picked} ${at})`);
}

const updateSql = (table: FillTable, name: string, pool: readonly string[]): string => `DO $driftproof$
DECLARE
  pool text[] := ARRAY[${pool.map(quoteText).join(', ')}]::text[]; place record; at int := 0;
BEGIN
  SET CONSTRAINTS ALL IMMEDIATE;
  FOR place IN SELECT tableoid AS part, ctid AS spot FROM ${nameOf(table)} LOOP
    FOR attempt IN 0 .. least(10, cardinality(pool)) LOOP
      BEGIN
        EXECUTE 'UPDATE ${quoteInside(nameOf(table))} SET ${quoteInside(quoteName(name))} = ' || pool[1 + (at + attempt) % cardinality(pool)]
          || ' WHERE tableoid = $1 AND ctid = $2' USING place.part, place.spot;
        EXIT;
      EXCEPTION WHEN OTHERS THEN ${passOnFailures} NULL;
      END;
    END LOOP;
    at := at + 1;
  END LOOP;
END $driftproof$`;

const quoteInside = (text: string): string => text.replaceAll("'", "''");
