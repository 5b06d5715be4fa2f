import { quoteName } from '../postgres/connection.ts';
import { ifRefused } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { canBeNull, type KeyOf } from './fill-order.ts';
import { nameOf } from './fill-plan.ts';
import type { FillForeignKey, FillTable } from './table-facts.ts';

/** Where tables refer to each other, the first to be filled had nothing to refer to: some of its rows do so now. */
export async function linkLater(database: Scratch, ordered: readonly FillTable[]): Promise<void> {
  for (const [at, table] of ordered.entries())
    for (const key of table.foreignKeys)
      if (ordered.findIndex(({ oid }) => oid === key.target) > at && canBeNull(table, key))
        await database.runAtomic(linkSql(table, key)).catch(ifRefused(undefined));
}

/**
 * The rows of each are numbered by their place on disk, which is that of their making; some keep no reference, where a
 * condition on the row's number says so.
 */
const linkSql = (table: FillTable, key: FillForeignKey): string =>
  updateSql(table, key, 't.n = s.n', 's.n % 3 <> 0');

/**
 * SQL: lets rows that refer to nothing refer to a row, each to another where their values must differ. What else refers by,
 * or is referred to by, stays as it is.
 */
export function closeSql({ table, key }: KeyOf, group: readonly FillTable[]): string {
  const { columns, from, targetColumns } = key;
  const pairs = columns.map((name, at) => [quoteName(name), quoteName(targetColumns[at] ?? '')] as const);
  const tied = columns.map((name) => isTied(name, { table, key }, group));
  const isUnique = table.keys.some(
    (own) => own.columns.length > 0 && own.columns.every((name) => columns.includes(name)),
  );
  const paired = isUnique ? 't.n = s.n' : `t.n = 1 + (s.n - 1) % (SELECT count(*) FROM ${from})`;
  const isFree = tied.every(Boolean) || !tied.some(Boolean);
  const same = pairs.map(([name, target]) => `f.${target} = u.${name}`).join(' AND ');
  const kept = pairs.flatMap(([name], at) => (tied[at] && !isFree ? [`t.k${at} = u.${name}`] : []));
  const condition = [`NOT EXISTS (SELECT FROM ${from} AS f WHERE ${same})`, ...kept].join(' AND ');
  return updateSql(table, key, isFree ? paired : 'true', condition);
}

/** Whether a column of a key is one of another, of this table or one that leads to it. */
const isTied = (name: string, { table, key }: KeyOf, group: readonly FillTable[]): boolean =>
  table.foreignKeys.some((other) => other !== key && other.columns.includes(name)) ||
  group.some(({ foreignKeys }) =>
    foreignKeys.some(({ target, targetColumns }) => target === table.oid && targetColumns.includes(name)),
  );

function updateSql(
  table: FillTable,
  { columns, from, targetColumns }: FillForeignKey,
  pairing: string,
  condition: string,
): string {
  const set = columns.map((name, at) => `${quoteName(name)} = t.k${at}`).join(', ');
  const keys = targetColumns.map((name, at) => `${quoteName(name)} AS k${at}`).join(', ');
  return `UPDATE ${nameOf(table)} AS u SET ${set}
    FROM (SELECT ctid AS place, tableoid AS part, row_number() OVER (ORDER BY tableoid, ctid) AS n FROM ${nameOf(table)}) AS s
    JOIN (SELECT ${keys}, row_number() OVER (ORDER BY tableoid, ctid) AS n FROM ${from}) AS t ON ${pairing}
    WHERE u.ctid = s.place AND u.tableoid = s.part AND ${condition}`;
}
