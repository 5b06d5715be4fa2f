import type { Connection, Row } from './connection.ts';
import { isCanceled } from './errors.ts';
import { sendPlanned } from './planned.ts';

/** What travels before the first question. */
export interface Opening {
  readonly statements: readonly string[];
  /** Milliseconds before which no limit of ours ends a statement: what did may be lifted by beginning again. */
  readonly limitMs?: number;
}

/** The session's own, whatever the transaction has set (Postgres manual, "pg_settings"). */
const theirs = "SELECT 1 FROM pg_catalog.pg_settings WHERE name = 'statement_timeout' AND reset_val <> '0'";

/**
 * Sends questions behind what opens their transaction, and what ends it behind them; one list of rows for each question.
 * A role's own statement_timeout holds until the server has come to ours, and the first statement's time is that of
 * reading the whole message besides: where it is not enough for that, the opening is sent again, alone.
 */
export async function sendBehind(
  connection: Connection,
  { statements, limitMs = 0 }: Opening = { statements: [] },
  questions: readonly string[],
  after: readonly string[],
): Promise<Row[][]> {
  const started = performance.now();
  try {
    return await sendPlanned(connection, questions, { before: statements, after });
  } catch (error) {
    if (!isCanceled(error) || performance.now() - started >= limitMs) throw error;
    const answers = await connection.send(['ROLLBACK', ...statements, theirs].join(';\n'));
    if (answers.at(-1)?.length === 0) throw error;
    return sendPlanned(connection, questions, { after });
  }
}
