import type { Direction } from '../../../history/file-name.ts';
import { isRefusal, type ServerError } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { sqlState } from '../../../postgres/sqlstates.ts';
import type { ValueKinds } from '../../../rows/pool.ts';
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
/** What array functions say of arrays of several dimensions, which they do not search, shorten or lengthen. */
const ofArrays: readonly unknown[] = [
  sqlState.featureNotSupported,
  sqlState.arraySubscriptError,
  sqlState.dataException,
];

/**
 * Which values a refused piece of a file may go on with that computes with values, instead of giving a table another shape: it
 * may be refused for extreme ones only. Nothing where any values may be to blame.
 */
export async function lessExtreme(
  file: SqlFile,
  direction: Direction,
  { code, piece }: Refusal,
): Promise<ValueKinds | undefined> {
  const isOfRange = direction === 'up' && outOfRange.includes(code);
  if (!piece || !(isOfRange || ofArrays.includes(code))) return undefined;
  const end = piece.offset + piece.text.length;
  const { statements } = await file.parsed();
  const inside = statements.filter(({ offset }) => offset >= piece.offset && offset < end);
  const computes = inside.length > 0 && inside.every(({ kind }) => kind !== 'AlterTableStmt');
  return !computes ? undefined : isOfRange ? 'ordinary' : 'in one dimension';
}
