import type { Node } from 'libpg-query';
import type { LedgerName } from '../history/ledger.ts';
import { quoteName, quoteText, type Row } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { lookUp, type PerKind, type Piece } from '../sql/statement.ts';
import { partsOf } from '../sql/tree.ts';
import { progressTable } from './progress.ts';

/**
 * Removes what a statement left that was interrupted outside any transaction, so that it can run again; returns true when
 * it had completed. A failed CREATE INDEX CONCURRENTLY leaves an INVALID index with its name (Postgres manual, "Building
 * Indexes Concurrently", "Rebuilding Indexes Concurrently").
 */
export async function cleanUpInterrupted(
  database: Scratch,
  statement: Piece,
  ledger: LedgerName,
): Promise<boolean> {
  return (await lookUp(remedies, statement)?.(database, ledger)) ?? false;
}

const remedies: PerKind<(database: Scratch, ledger: LedgerName) => Promise<boolean>> = {
  IndexStmt:
    ({ relation }) =>
    async (database, ledger) => {
      const table = quoteText(nameIn([relation?.schemaname, relation?.relname]));
      const made = await indexesWhere(
        database,
        `indrelid = to_regclass(${table}) AND indexrelid <> ALL ((SELECT indexes FROM ${progressTable(ledger)})::oid[])`,
      );
      await dropAll(
        database,
        made.filter(({ valid }) => !valid),
      );
      return made.some(({ valid }) => valid);
    },
  ReindexStmt: () => async (database) => {
    await dropAll(
      database,
      await indexesWhere(database, `NOT indisvalid AND relname ~ '_cc(new|old)[0-9]*$' AND relkind = 'i'`),
    );
    return false;
  },
  DropStmt:
    ({ objects: [index] = [] }) =>
    async (database) => {
      const name = quoteText(nameIn(namesIn(index)));
      const [[row] = []] = await database.run(`SELECT to_regclass(${name}) IS NULL AS gone`);
      return row?.gone === true;
    },
};

const nameIn = (parts: readonly (string | undefined)[]): string =>
  parts
    .filter((part) => part !== undefined)
    .map(quoteName)
    .join('.');

const namesIn = (object: Node | undefined): string[] =>
  object && 'List' in object ? partsOf(object.List.items) : [];

/** Indexes of tables, not of their TOAST tables, which are rebuilt with them. */
async function indexesWhere(database: Scratch, condition: string): Promise<Row[]> {
  const [rows = []] = await database.run(
    `SELECT c.oid::regclass::text AS name, indisvalid AS valid FROM pg_index JOIN pg_class c ON c.oid = indexrelid
     WHERE c.relnamespace <> 'pg_toast'::regnamespace AND ${condition}`,
  );
  return rows;
}

async function dropAll(database: Scratch, indexes: readonly Row[]): Promise<void> {
  for (const { name } of indexes) await database.run(`DROP INDEX CONCURRENTLY ${name}`);
}
