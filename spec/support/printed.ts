import { run } from '../../src/harness/cli/run.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { statementsIn } from '../../src/harness/sql/parse.ts';

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line within this process, in a folder, with a live database. */
export async function printedBy(argv: readonly string[], live: URL, cwd = process.cwd()): Promise<Printed> {
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => ({
    terminal: false,
    write: (text: string) => {
      said[name] += text;
    },
  });
  const code = await run(argv, {
    cwd,
    env: { DRIFTPROOF_URL: live.href },
    now: () => new Date(),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
  });
  return { code, ...said };
}

/** Runs printed SQL as psql does: statement by statement, to the first that is refused. */
export async function runPrinted(database: Pick<Scratch, 'run'>, sql: string): Promise<void> {
  const statements = await statementsIn(sql);
  if (statements.length === 0 && /^(?!--|\s*$)/m.test(sql)) throw new Error(`does not parse: ${sql}`);
  for (const { text } of statements) await database.run(text);
}
