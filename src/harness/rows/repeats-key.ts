import type { TestedPlan } from './pool-tests.ts';
import type { FillTable } from './table-facts.ts';

/**
 * Whether two rows of a plan have the same values in a key, so that the server would refuse all together. Nothing is lost where it
 * would not: row by row the same rows go in, unless triggers look at statements, or values are matched first.
 */
export function repeatsKey({ keys, columns, doesMore }: FillTable, plan: TestedPlan): boolean {
  const { slotsOf, pools, rolls, together } = plan;
  if (doesMore || together.length > 0 || pools.some((pool) => pool.length === 0)) return false;
  return keys.some((key) => {
    const slots = slotsOf[key.name] ?? [];
    // A foreign key has a slot of its own, and decides what its columns hold.
    const isOwn = slots.length === key.columns.length && slots.every((slot) => slot < columns.length);
    if (slots.length === 0 || !isOwn) return false;
    const held = rolls
      .map((roll) => slots.map((slot) => pools[slot]?.[roll[slot] ?? 0] ?? ''))
      .filter((values) => !values.some((value) => value.startsWith('NULL::')));
    return new Set(held.map((values) => values.join())).size < held.length;
  });
}
