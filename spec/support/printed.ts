import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { statementsIn } from '../../src/harness/sql/parse.ts';
import { type Printed, runInProcess } from './in-process.ts';

/** Runs a command line within this process, in a folder, with a live database. */
export const printedBy = (argv: readonly string[], live: URL, cwd = process.cwd()): Promise<Printed> =>
  runInProcess(argv, { cwd, env: { DRIFTPROOF_URL: live.href } });

/** Runs printed SQL as psql does: statement by statement, to the first that is refused. */
export async function runPrinted(database: Pick<Scratch, 'run'>, sql: string): Promise<void> {
  const statements = await statementsIn(sql);
  if (statements.length === 0 && /^(?!--|\s*$)/m.test(sql)) throw new Error(`does not parse: ${sql}`);
  for (const { text } of statements) await database.run(text);
}
