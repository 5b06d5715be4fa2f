import type { Migration } from '../../../history/migrations.ts';
import type { ServerError } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { sqlState } from '../../../postgres/sqlstates.ts';
import { reasonOf } from '../../../runner/failure.ts';
import type { Refusal } from './refusal.ts';

/**
 * Narrows a refusal of several statements that were sent together down to the one that is refused, within a transaction
 * that is rolled back. A file that runs only without a transaction, or fails differently in it, keeps its first refusal.
 */
export async function inOneStatement(
  database: Scratch,
  { up }: Migration,
  refusal: Refusal,
): Promise<Refusal> {
  const { pieces } = await up.parsed();
  return database.rolledBack(async (inside) => {
    for (const piece of pieces) {
      const error = await inside.run(piece.text).then(
        () => undefined,
        (each: ServerError) => each,
      );
      if (error)
        return error.code === refusal.code ? { ...refusal, ...reasonOf(up, piece, error), piece } : refusal;
    }
    return refusal;
  });
}

const outOfRange: readonly unknown[] = [sqlState.numericValueOutOfRange, sqlState.datetimeFieldOverflow];

/** Whether a refused piece of an up computes with values, instead of giving a table another shape. */
export async function isComputing({ up }: Migration, { code, piece }: Refusal): Promise<boolean> {
  if (!piece || !outOfRange.includes(code)) return false;
  const end = piece.offset + piece.text.length;
  const { statements } = await up.parsed();
  const inside = statements.filter(({ offset }) => offset >= piece.offset && offset < end);
  return inside.length > 0 && inside.every(({ kind }) => kind !== 'AlterTableStmt');
}
