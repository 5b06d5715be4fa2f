import { quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** Whether SQL calls what gives another value each time, as far as the server knows. */
export async function drawsValues(database: Scratch, sql: string): Promise<boolean> {
  const words = [...new Set(sql.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [])];
  if (words.some((word) => /^((small|big)?serial[248]?|identity)$/.test(word))) return true;
  const [[row] = []] = await database.run(
    `SELECT EXISTS (SELECT FROM pg_proc WHERE provolatile = 'v' AND proname = ANY (ARRAY[${words.map(quoteText).join(', ')}]::name[])) AS draws`,
  );
  return row?.draws === true;
}
