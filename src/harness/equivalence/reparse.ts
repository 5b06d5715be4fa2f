import { isAnswer } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { printing } from '../postgres/snapshot.ts';
import { type Position, probeSchema } from './expression-place.ts';
import type { Question } from './meaning-questions.ts';

/** Printing settles after one reparse; nothing seen needs more, and a text that never settles has no canonical print. */
const rounds = 4;

const savepoint = 'driftproof_text';

/**
 * Runs `use` in a transaction of a scratch database that is rolled back, prepared for texts to be parsed and printed
 * as the reader prints. The bounds are for texts that were made to be expensive.
 */
export async function inProbe<T>(database: Scratch, use: () => Promise<T>): Promise<T> {
  const bounds = ["SET LOCAL statement_timeout = '10s'", "SET LOCAL lock_timeout = '5s'"];
  try {
    await database.run(['BEGIN', ...printing, ...bounds, `CREATE SCHEMA ${probeSchema}`].join(';\n'));
    return await use();
  } finally {
    await database.run('ROLLBACK');
  }
}

/** Runs `use` and takes everything back; what the server refuses is nothing. To be used within {@link inProbe}. */
export async function attempt<T>(
  database: Scratch,
  room: readonly string[],
  use: () => Promise<T>,
): Promise<T | undefined> {
  try {
    await database.run([`SAVEPOINT ${savepoint}`, ...room].join(';\n'));
    return await use();
  } catch (error) {
    if (!isAnswer(error)) throw error;
    return undefined;
  } finally {
    // Fails when the connection is gone, so that an outage is not taken for a refusal.
    await database.run(`ROLLBACK TO SAVEPOINT ${savepoint}; RELEASE SAVEPOINT ${savepoint}`);
  }
}

/** Whether both texts of a question come to the same print. */
export async function sameText(
  database: Scratch,
  { position, expected, actual }: Question,
): Promise<boolean> {
  let texts: readonly string[] = [expected, actual];
  for (let round = 0; round < rounds; round++) {
    const printed: string[] = [];
    for (const text of texts) {
      const print = await reparse(database, position, text);
      if (print === undefined) return false;
      printed.push(print);
    }
    if (printed[0] === printed[1]) return true;
    if (printed.every((print, at) => print === texts[at])) return false;
    texts = printed;
  }
  return false;
}

/** What the server prints of a text that it has parsed; nothing when it is not of the shape, or the server refuses it. */
async function reparse(database: Scratch, position: Position, text: string): Promise<string | undefined> {
  if (!position.accepts(text)) return undefined;
  return attempt(database, position.room, async () => {
    await database.runOne(position.place(text));
    const [[row] = []] = await database.run(position.print);
    return typeof row?.text === 'string' ? row.text : undefined;
  });
}
