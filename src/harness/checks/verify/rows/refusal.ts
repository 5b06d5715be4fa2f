import type { Migration } from '../../../history/migrations.ts';
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
      return { reason, code, file, line, piece };
    }
    const { code, message } = error as ServerError;
    if (!isRefusal(error)) throw error;
    return { reason: `at the commit: ${message}`, code, file: up.path };
  };
