import { Problem } from '../model/problem.ts';
import { adviceOnAnything, isRefusal, type ServerError, ServerFailure } from '../postgres/errors.ts';
import { adviceOnServer } from '../postgres/server-advice.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import { adviceOnStrangers } from '../sql/not-sql.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import type { Piece } from '../sql/statement.ts';
import { lineAt, offsetOfCharacter } from '../sql/text-positions.ts';
import { ReachesBeyond } from './within-database.ts';

/** Why and where something failed. */
export interface Reason {
  /** An absolute path. */
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  /** The SQLSTATE, if the error came from a server (Postgres manual, "PostgreSQL Error Codes"). */
  readonly code?: string | undefined;
}

/** A step that the server refused: which file, which line, and its message. */
export class StepFailure extends Problem implements Reason {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly code: string | undefined;
  declare readonly advice: string;
  /** What was sent. */
  readonly piece: Piece;
  /** Whether another server would have run it. */
  readonly serverIsUnfit: boolean;

  constructor(
    { file, line, reason, code }: Reason,
    piece: Piece,
    cause: unknown,
    { advice, serverIsUnfit = false }: { readonly advice: string; readonly serverIsUnfit?: boolean },
  ) {
    super(reason, { where: `${file}:${line}`, advice, cause });
    this.file = file;
    this.line = line;
    this.reason = reason;
    this.code = code;
    this.piece = piece;
    this.serverIsUnfit = serverIsUnfit;
  }

  /** The same failure, blamed on the server, with the advice to use another. */
  unfit(advice: string): StepFailure {
    return new StepFailure(this, this.piece, this.cause, { advice, serverIsUnfit: true });
  }
}

/**
 * What a step fails with: a {@link StepFailure} when the server refused a piece of its file, and a ServerFailure when the
 * connection was lost or the server was out of resources, which says nothing about the migration.
 */
export function failureOf(file: SqlFile, piece: Piece, error: ServerError, advice: string): Problem {
  const reason = reasonOf(file, piece, error);
  const thrown: Error = error;
  if (thrown instanceof ReachesBeyond)
    return new StepFailure({ ...reason, reason: thrown.what }, piece, thrown, {
      advice: thrown.advice ?? advice,
      serverIsUnfit: true,
    });
  if (isRefusal(error)) {
    const stranger = error.code === sqlState.syntaxError ? adviceOnStrangers(file.sql) : undefined;
    return new StepFailure(reason, piece, error, { advice: stranger ? `${stranger}; ${advice}` : advice });
  }
  return new ServerFailure(`the server failed: ${reason.reason}`, {
    where: `${file.path}:${reason.line}`,
    advice: [adviceOnServer(error) ?? adviceOnAnything(error), advice].filter(Boolean).join('; '),
    cause: error,
  });
}

/** The same for an error that belongs to no piece; a Problem is returned unchanged. */
export const asFailure = (file: SqlFile, error: unknown, advice: string): Problem =>
  error instanceof Problem ? error : failureOf(file, noPiece, error as ServerError, advice);

/** What stands for a piece where none was sent. */
export const noPiece: Piece = { text: '', offset: 0, line: 1 };

/** Where a server's error is, and its message. */
export const reasonOf = ({ path, sql }: SqlFile, piece: Piece, error: ServerError): Reason => ({
  file: path,
  line: lineIn(sql, piece, error),
  reason: error.message,
  code: error.code,
});

/** Where in a piece the server points (from 1 there), or else where its first word is. */
const lineIn = (sql: string, { text, offset, line }: Piece, { position }: ServerError): number =>
  position === undefined ? line : lineAt(sql, offset + offsetOfCharacter(text, Number(position) - 1));
