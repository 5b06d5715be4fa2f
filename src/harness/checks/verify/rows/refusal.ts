import type { Migration } from '../../../history/migrations.ts';
import type { Identity } from '../../../model/identity.ts';
import { isRefusal, type ServerError } from '../../../postgres/errors.ts';
import { StepFailure } from '../../../runner/failure.ts';
import { SharesNoTransaction } from '../../../runner/shares-transaction.ts';
import type { Piece } from '../../../sql/statement.ts';

/** Why the server did not run a step, and where. */
export interface Refusal {
  readonly reason: string;
  readonly code: string | undefined;
  readonly file: string;
  readonly line?: number;
  /** What was sent; nothing when it was refused at its end. */
  readonly piece?: Piece;
  /** What the server said. */
  readonly error?: ServerError;
  /** The statement that was refused, where it is known. */
  readonly statement?: string;
  /** The column or table whose rows are the reason, where it is known. */
  readonly about?: Identity;
}

/**
 * Makes a refusal of what was thrown. What is not the server's word is thrown on, and what says only that the trial
 * should have been made in transactions of its own.
 */
export const refusalOf =
  ({ up }: Migration) =>
  (error: unknown): Refusal => {
    if (error instanceof SharesNoTransaction) throw error;
    if (error instanceof StepFailure) {
      if (error.serverIsUnfit) throw error;
      const { reason, code, file, line, piece } = error;
      return { reason, code, file, line, piece, error: error.cause as ServerError };
    }
    if (!isRefusal(error)) throw error;
    return { reason: `at the commit: ${error.message}`, code: error.code, file: up.path, error };
  };
