import { keyOf } from '../model/identity.ts';
import type { ServerError } from '../postgres/errors.ts';
import type { PlannedStatement } from './planned-statement.ts';

/** What became of the statements of a plan on a scratch database. */
export interface Applied<S extends PlannedStatement = PlannedStatement> {
  /** In the order in which they ran. */
  readonly ran: readonly S[];
  /** What was refused to the end, and why. */
  readonly refused: readonly { readonly statement: S; readonly reason: string }[];
}

/**
 * Runs statements one by one; what the server refuses is put off, with all that follows about the same object, until
 * others have run, since what it needs may come later: a function's body, for one, names what no record of the server
 * knows of.
 */
export async function applyStatements<S extends PlannedStatement>(
  run: (sql: string, statement: S) => Promise<unknown>,
  statements: readonly S[],
): Promise<Applied<S>> {
  const ran: S[] = [];
  let waiting = statements;
  for (;;) {
    const reasons = new Map<string, string>();
    const refused: { statement: S; reason: string }[] = [];
    for (const statement of waiting) {
      const key = keyOf(statement.about);
      const reason = reasons.get(key) ?? (await whyNot(run, statement));
      if (reason === undefined) ran.push(statement);
      else {
        reasons.set(key, reason);
        refused.push({ statement, reason });
      }
    }
    if (refused.length === 0 || refused.length === waiting.length) return { ran, refused };
    waiting = refused.map(({ statement }) => statement);
  }
}

const whyNot = <S extends PlannedStatement>(
  run: (sql: string, statement: S) => Promise<unknown>,
  statement: S,
): Promise<string | undefined> =>
  run(statement.sql, statement).then(
    () => undefined,
    (error: ServerError) => error.message,
  );
