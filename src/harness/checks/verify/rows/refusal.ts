import type { Migration } from '../../../history/migrations.ts';
import type { ServerError } from '../../../postgres/errors.ts';
import { StepFailure } from '../../../runner/failure.ts';
import type { Piece } from '../../../sql/statement.ts';

/** Why the server refused a step, and where. */
export interface Refusal {
  readonly reason: string;
  readonly code: string | undefined;
  readonly file: string;
  readonly line?: number;
  /** What was sent; absent when the commit was refused. */
  readonly piece?: Piece;
}

/** Turns what was thrown into a refusal. Throws on what is not an error from the server. */
export const refusalOf =
  ({ up }: Migration) =>
  (error: unknown): Refusal => {
    if (error instanceof StepFailure) {
      const { reason, code, file, line, piece } = error;
      return { reason, code, file, line, piece };
    }
    const { code, message } = error as ServerError;
    if (!/^[0-9A-Z]{5}$/.test(code ?? '')) throw error;
    return { reason: `at the commit: ${message}`, code, file: up.path };
  };
