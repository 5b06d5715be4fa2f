import type { Direction } from '../history/file-name.ts';
import { type LedgerName, qualified } from '../history/ledger.ts';
import type { Migration } from '../history/migrations.ts';
import { Problem } from '../model/problem.ts';
import { quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** How a step is taken; and SQL to be run together with the ledger's row, such as its end. */
export interface GatedSend {
  readonly send: () => Promise<void>;
  readonly ending: string;
}

/**
 * Takes a step and writes it in the ledger, unless the ledger says that it is taken; returns whether it did. Throws what
 * sending throws, and a Problem when a later migration is applied or there is no way down.
 */
export async function passLedgerGate(
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
  way: GatedSend,
): Promise<boolean> {
  const { applied, later } = await placeIn(database, migration, ledger);
  if (applied === (direction === 'up')) return false;
  await (direction === 'up' ? goUp : goDown)(database, migration, later, ledger, way);
  return true;
}

/** Whether the ledger says that a step is not taken. */
export const isDue = async (
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
): Promise<boolean> => (await placeIn(database, migration, ledger)).applied !== (direction === 'up');

/** Whether a migration is applied, and whether a later one is: one question, since Drizzle's migrator takes no lock. */
async function placeIn(database: Scratch, migration: Migration, ledger: LedgerName) {
  const [[row] = []] = await database.run(
    `SELECT bool_or(${isRowOf(migration)}) AS applied, bool_or(created_at > ${migration.when}) AS later
     FROM ${qualified(ledger)}`,
  );
  return { applied: row?.applied === true, later: row?.later === true };
}

/** Drizzle 1.x knows a migration by its name, 0.x by its `when`. */
const isRowOf = ({ name, when }: Migration): string =>
  name === undefined ? `created_at = ${when}` : `name = ${quoteText(name)}`;

/** Drizzle 0.x runs only what is later than the newest row, so a step below it would leave a ledger that lies. */
async function goUp(
  database: Scratch,
  migration: Migration,
  later: boolean,
  ledger: LedgerName,
  { send, ending }: GatedSend,
): Promise<void> {
  if (migration.name === undefined && later) throw laterExists(migration);
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
  later: boolean,
  ledger: LedgerName,
  { send, ending }: GatedSend,
): Promise<void> {
  if (!migration.down) throw new Problem(`migration ${migration.tag} has no down file`);
  if (migration.irreversible !== undefined)
    throw new Problem(`migration ${migration.tag} is irreversible: ${migration.irreversible}`);
  if (later) throw laterExists(migration);
  await send();
  await database.run(`DELETE FROM ${qualified(ledger)} WHERE ${isRowOf(migration)}${ending}`);
}

const laterExists = ({ tag }: Migration): Problem =>
  new Problem(`a later migration than ${tag} is applied`, { advice: 'take that one back first' });
