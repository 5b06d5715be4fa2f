import { Problem } from '../model/problem.ts';
import { quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import type { Direction } from './file-name.ts';
import type { Migration } from './history.ts';
import { type LedgerName, qualified } from './ledger.ts';

/** How a step is taken; and SQL to be run together with the ledger's row, such as its end. */
export interface Way {
  readonly send: () => Promise<void>;
  readonly ending: string;
}

/**
 * Takes a step and writes it in the ledger, unless the ledger says that it is taken; returns whether it did. Throws what
 * sending throws, and a Problem when a later migration is applied or there is no way down.
 */
export async function stepIfDue(
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
  way: Way,
): Promise<boolean> {
  if (!(await isDue(database, migration, direction, ledger))) return false;
  await (direction === 'up' ? goUp : goDown)(database, migration, ledger, way);
  return true;
}

/** Whether the ledger says that a step is not taken. */
export const isDue = async (
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
): Promise<boolean> => (await isApplied(database, migration, ledger)) !== (direction === 'up');

async function isApplied(database: Scratch, migration: Migration, ledger: LedgerName): Promise<boolean> {
  const [rows = []] = await database.run(`SELECT FROM ${qualified(ledger)} WHERE ${isRowOf(migration)}`);
  return rows.length > 0;
}

/** Drizzle 1.x knows a migration by its name, 0.x by its `when`. */
const isRowOf = ({ name, when }: Migration): string =>
  name === undefined ? `created_at = ${when}` : `name = ${quoteText(name)}`;

/** Drizzle 0.x runs only what is later than the newest row, so a step below it would leave a ledger that lies. */
async function goUp(
  database: Scratch,
  migration: Migration,
  ledger: LedgerName,
  { send, ending }: Way,
): Promise<void> {
  if (migration.name === undefined) await refuseWhenLaterExists(database, migration, ledger);
  await send();
  await database.run(insertSql(migration, ledger) + ending);
}

/** SQL: the row that Drizzle's migrator writes of a migration. */
export function insertSql({ name, hash, when }: Migration, ledger: LedgerName): string {
  const row = {
    hash: quoteText(hash),
    created_at: when,
    ...(name === undefined ? {} : { name: quoteText(name) }),
  };
  const [columns, values] = [Object.keys(row).join(', '), Object.values(row).join(', ')];
  return `INSERT INTO ${qualified(ledger)} (${columns}) VALUES (${values})`;
}

async function goDown(
  database: Scratch,
  migration: Migration,
  ledger: LedgerName,
  { send, ending }: Way,
): Promise<void> {
  if (!migration.down) throw new Problem(`migration ${migration.tag} has no down file`);
  if (migration.irreversible !== undefined)
    throw new Problem(`migration ${migration.tag} is irreversible: ${migration.irreversible}`);
  await refuseWhenLaterExists(database, migration, ledger);
  await send();
  await database.run(`DELETE FROM ${qualified(ledger)} WHERE ${isRowOf(migration)}${ending}`);
}

async function refuseWhenLaterExists(
  database: Scratch,
  { tag, when }: Migration,
  ledger: LedgerName,
): Promise<void> {
  const [rows = []] = await database.run(
    `SELECT FROM ${qualified(ledger)} WHERE created_at > ${when} LIMIT 1`,
  );
  if (rows.length > 0)
    throw new Problem(`a later migration than ${tag} is applied`, { advice: 'take that one back first' });
}
