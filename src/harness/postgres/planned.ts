import type { Connection, Row } from './connection.ts';

/**
 * Sends questions as one message, those that come again as what the session has prepared, where it is ours alone; one list of
 * rows for each. What is around them travels with them.
 */
export async function sendPlanned(
  connection: Connection,
  questions: readonly string[],
  {
    before = [],
    after = [],
  }: { readonly before?: readonly string[]; readonly after?: readonly string[] } = {},
): Promise<Row[][]> {
  const { preparing, running, keep } = connection.prepared?.plan(questions) ?? asTheyAre(questions);
  const opening = [...before, ...preparing];
  const lists = await connection.sendOurs([...opening, ...running, ...after].join(';\n'));
  keep();
  return lists.slice(opening.length, opening.length + running.length);
}

const asTheyAre = (running: readonly string[]) => ({ preparing: [], running, keep: () => {} });
