import type { Migration } from '../../../history/migrations.ts';
import type { ServerError } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { reasonOf } from '../../../runner/failure.ts';
import { statementsIn } from '../../../sql/split.ts';
import { parseSql } from '../../../sql/statements.ts';
import type { Refusal } from './refusal.ts';

/**
 * The one statement of an up that is refused, for a refusal that may be of several sent together. It is found within a
 * transaction that is rolled back; what runs only without one, or ends in another way, stays as it was said.
 */
export async function inOneStatement(
  database: Scratch,
  { up }: Migration,
  refusal: Refusal,
): Promise<Refusal> {
  await database.run('BEGIN');
  try {
    for (const piece of await statementsIn(up.sql)) {
      const error = await database.run(piece.text).then(
        () => undefined,
        (each: ServerError) => each,
      );
      if (error)
        return error.code === refusal.code
          ? { ...refusal, ...reasonOf(up, piece, error), sql: piece.text }
          : refusal;
    }
    return refusal;
  } finally {
    await database.run('ROLLBACK');
  }
}

/** Whether a refused statement reckons with values, instead of giving a table another shape. */
export async function isReckoning({ code, sql }: Refusal): Promise<boolean> {
  if (code !== '22003' && code !== '22008') return false;
  const { statements } = await parseSql(sql ?? '');
  return statements.length > 0 && statements.every(({ kind }) => kind !== 'AlterTableStmt');
}
