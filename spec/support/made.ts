import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import type { FilledTable } from '../../src/harness/rows/fill.ts';
import { useScratchDatabases } from './scratch.ts';

/** Scratch databases, and one that some SQL has been run in. */
export function useMade() {
  const databases = useScratchDatabases();
  const made = async (sql: string): Promise<Scratch> => {
    const database = await databases.create();
    await database.run(sql);
    return database;
  };
  return { databases, made };
}

/** Whether a condition holds in a database. */
export const holds = async (database: Scratch, condition: string): Promise<unknown> =>
  (await database.run(`SELECT (${condition}) AS holds`))[0]?.[0]?.holds;

/** How many rows each table has. */
export const summary = (filled: readonly FilledTable[]): Record<string, number> =>
  Object.fromEntries(filled.map(({ schema, table, rows }) => [`${schema}.${table}`, rows]));
