import type { Migration } from '../../history/migrations.ts';
import { mayChangeRoles } from '../../sql/may-change-roles.ts';
import { mayReach, reachIn } from '../../sql/reach.ts';
import { touchesRoles } from './trial-database.ts';
import type { Trying } from './try-part.ts';

/** Whether parts of a history can be tried at the same time: what one does, no other sees. */
export async function canBeParted({ migrations, isTried = () => true, rows }: Trying): Promise<boolean> {
  if (!migrations.every(isTried) || rows.role !== undefined || migrations.some(touchesRoles)) return false;
  return !(await Promise.all(migrations.map(reachesBeyond))).includes(true);
}

/** A transaction that is prepared has its name on the whole server. */
const isOfServer = /\bprepare\s+transaction\b/i;

async function reachesBeyond({ up, down }: Migration): Promise<boolean> {
  for (const { sql } of down ? [up, down] : [up])
    if (isOfServer.test(sql) || mayChangeRoles(sql) || (mayReach(sql) && (await reachIn(sql, new Set()))))
      return true;
  return false;
}
