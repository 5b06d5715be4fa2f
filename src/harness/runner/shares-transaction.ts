import type { Migration } from '../history/migrations.ts';
import { mentionsRoles } from '../postgres/scratch-roles.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import { transactionControlOf } from '../sql/transaction.ts';
import { StepFailure } from './failure.ts';
import { refusedInTransaction } from './take-step.ts';

/** What ends with a transaction, or takes effect at its end, so that two steps in one are not what they are in two. */
const boundToTransaction = /\b(deferr|on\s+commit|set\s+local|set_config)/i;

/**
 * Whether the up and the down of a migration, one after another in one transaction, do what they do in transactions of
 * their own. What a server refuses there is not among it: {@link SharesNoTransaction} tells when it is run.
 */
export async function sharesTransaction({ up, down, irreversible }: Migration): Promise<boolean> {
  const files = irreversible === undefined && down ? [up, down] : [up];
  if (files.some(({ sql }) => boundToTransaction.test(sql) || mentionsRoles(sql))) return false;
  const controlled = await Promise.all(files.map(mayControlTransaction));
  // A new value of an enum cannot be used before it is committed.
  return (
    !controlled.includes(true) && !(files.length > 1 && files.some(({ sql }) => /\badd\s+value\b/i.test(sql)))
  );
}

/** The words are looked for before the parser is loaded; what it does not understand may be anything. */
async function mayControlTransaction({ sql, parsed }: SqlFile): Promise<boolean> {
  if (!/\b(commit|end|rollback|abort|begin|start\s+transaction|prepare)\b/i.test(sql)) return false;
  const { statements, error } = await parsed();
  return error !== undefined || statements.some(transactionControlOf);
}

/** What a step fails with that works in a transaction of its own: it is no answer about the step. */
export class SharesNoTransaction extends Error {}

/** The same error, unless it says only that the transaction is shared. */
export const unlessShared = (error: unknown): unknown =>
  error instanceof StepFailure && refusedInTransaction.includes(error.code)
    ? new SharesNoTransaction(error.message, { cause: error })
    : error;
