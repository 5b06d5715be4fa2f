import { isRefusal, type ServerError } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { sqlState } from '../../../postgres/sqlstates.ts';
import { noPiece, reasonOf } from '../../../runner/failure.ts';
import type { SqlFile } from '../../../sql/sql-file.ts';
import { isStatement, type Piece } from '../../../sql/statement.ts';
import { transactionControlOf } from '../../../sql/transaction.ts';
import type { Refusal } from './refusal.ts';
import { refusedBy } from './refused-object.ts';

/**
 * Narrows a refusal of a file down to the one statement that is refused, and to the column or table whose rows are the
 * reason, on a database as it is before the file, within a transaction that is rolled back. A file that runs only
 * without a transaction, or fails differently in it, keeps its first refusal.
 */
export const inOneStatement = (database: Scratch, file: SqlFile, refusal: Refusal): Promise<Refusal> =>
  database.rolledBack(async (inside) => {
    const { pieces } = await file.parsed();
    const isControlled = pieces.some(transactionControlOf);
    for (const piece of isControlled ? [] : [...pieces, atCommit]) {
      const error = await refusalIn(inside, piece);
      if (!error) continue;
      if (error.code !== refusal.code) break;
      if (piece === atCommit) return { ...refusal, ...(await refusedBy(inside, error, noPiece)) };
      return {
        ...refusal,
        ...reasonOf(file, piece, error),
        piece,
        ...(await refusedBy(inside, error, piece)),
      };
    }
    const { error, piece } = refusal;
    if (!error) return refusal;
    return { ...refusal, ...(await refusedBy(inside, error, piece && isStatement(piece) ? piece : noPiece)) };
  });

const atCommit: Piece = { ...noPiece, text: 'SET CONSTRAINTS ALL IMMEDIATE' };

const refusalIn = (database: Scratch, { text }: Piece): Promise<ServerError | undefined> =>
  database
    .atomic((inside) => inside.run(text))
    .then(
      () => undefined,
      (error) => {
        if (isRefusal(error)) return error;
        throw error;
      },
    );

const outOfRange: readonly unknown[] = [sqlState.numericValueOutOfRange, sqlState.datetimeFieldOverflow];

/** Whether a refused piece of a file computes with values, instead of giving a table another shape. */
export async function isComputing(file: SqlFile, { code, piece }: Refusal): Promise<boolean> {
  if (!piece || !outOfRange.includes(code)) return false;
  const end = piece.offset + piece.text.length;
  const { statements } = await file.parsed();
  const inside = statements.filter(({ offset }) => offset >= piece.offset && offset < end);
  return inside.length > 0 && inside.every(({ kind }) => kind !== 'AlterTableStmt');
}
