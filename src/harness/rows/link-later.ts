import { quoteName } from '../postgres/connection.ts';
import { ifRefused } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { nameOf } from './fill-plan.ts';
import type { FillForeignKey, FillTable } from './table-facts.ts';

/** Where tables refer to each other, the first to be filled had nothing to refer to: some of its rows do so now. */
export async function linkLater(database: Scratch, ordered: readonly FillTable[]): Promise<void> {
  for (const [at, table] of ordered.entries())
    for (const key of table.foreignKeys)
      if (ordered.findIndex(({ oid }) => oid === key.target) > at)
        await database.atomic((inside) => inside.run(linkSql(table, key))).catch(ifRefused(undefined));
}

/** The rows of each are numbered by their place on disk, which is that of their making. */
function linkSql(table: FillTable, { columns, from, targetColumns }: FillForeignKey): string {
  const set = columns.map((name, at) => `${quoteName(name)} = t.k${at}`).join(', ');
  const keys = targetColumns.map((name, at) => `${quoteName(name)} AS k${at}`).join(', ');
  return `UPDATE ${nameOf(table)} AS u SET ${set}
    FROM (SELECT ctid AS place, tableoid AS part, row_number() OVER (ORDER BY tableoid, ctid) AS n FROM ${nameOf(table)}) AS s
    JOIN (SELECT ${keys}, row_number() OVER (ORDER BY tableoid, ctid) AS n FROM ${from}) AS t ON t.n = s.n
    WHERE u.ctid = s.place AND u.tableoid = s.part AND s.n % 3 <> 0`;
}
