import type { Migration } from '../../history/migrations.ts';
import type { Finding } from '../../model/finding.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import { found } from '../rules/found.ts';

/** Columns a table can have had in its life: dropped ones keep their slot (Postgres source, htup_details.h). */
const maxColumns = 1600;

/** Slots in use, by table. */
export type Slots = ReadonlyMap<string, number>;

/** Counts the column slots that each user table has used, dropped columns included. */
export async function slotsIn(database: Scratch): Promise<Slots> {
  const [rows = []] = await database.run(`
    SELECT n.nspname || '.' || c.relname AS name, max(a.attnum)::int AS slots
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attnum > 0 AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    GROUP BY c.oid, n.nspname, c.relname`);
  return new Map(rows.map(({ name, slots }) => [String(name), Number(slots)]));
}

/**
 * How often a migration can be applied to one database, counting the first time: every cycle of down and up uses new
 * slots in the tables that outlive it. Nothing when no cycle uses any.
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

/** How many cycles can one database take? */
export function columnSlots({ tag, up }: Migration, first: Slots, second: Slots): Finding[] {
  const limit = upsUntilFull(first, second);
  if (!limit) return [];
  const message = `${tag}: can be applied ${limit.ups} times to one database, then ${limit.table} has no column slot left`;
  return [found('migration-column-slots', tag, message, { file: up.path })];
}
