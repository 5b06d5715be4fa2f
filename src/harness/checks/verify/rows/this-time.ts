import type { Scratch } from '../../../postgres/scratch.ts';

/** The time of the open transaction, as it is printed in each type that holds it. */
export async function timesOf(database: Scratch): Promise<readonly string[]> {
  const sql = 'SELECT ARRAY[now()::text, localtimestamp::text, current_date::text] AS now';
  const lists = await database.read((snapshot) => snapshot.last(sql));
  return lists.at(-1)?.[0]?.now as readonly string[];
}
