import type { Slots } from '../../cost/slots.ts';
import type { Migration } from '../../history/migrations.ts';
import type { Finding } from '../../model/finding.ts';
import { found } from '../rules/found.ts';

/** How many columns a table can ever have: dropped ones keep their slot (Postgres source, htup_details.h). */
const maxColumns = 1600;

/**
 * How often a migration can be applied to one database, counting the first time: every cycle of down and up uses new
 * slots in the tables that it does not drop. Undefined when no cycle uses any.
 */
export function upsUntilFull(
  first: Slots,
  second: Slots,
): { readonly table: string; readonly ups: number } | undefined {
  const limits = [...first].flatMap(([table, used]) => {
    const perCycle = (second.get(table) ?? used) - used;
    return perCycle > 0 ? [{ table, ups: 1 + Math.floor((maxColumns - used) / perCycle) }] : [];
  });
  return limits.sort((a, b) => a.ups - b.ups)[0];
}

/** How many cycles of down and up can one database take? */
export function columnSlots({ tag, up }: Migration, first: Slots, second: Slots): Finding[] {
  const limit = upsUntilFull(first, second);
  if (!limit) return [];
  const message = `${tag}: can be applied ${limit.ups} times to one database; then ${limit.table} has no column slots left`;
  return [found('migration-column-slots', tag, message, { file: up.path })];
}
