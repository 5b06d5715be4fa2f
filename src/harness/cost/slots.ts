import { afterInitdb } from '../catalog/catalog-query.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** Slots in use, by the name of the table as SQL writes it. */
export type Slots = ReadonlyMap<string, number>;

/** Counts the column slots that each user table has used, dropped columns included. */
export async function slotsIn(database: Scratch): Promise<Slots> {
  const [rows = []] = await database.ask(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name, max(a.attnum)::int AS slots
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${afterInitdb('a.attrelid')} AND a.attnum > 0 AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    GROUP BY c.oid, n.nspname, c.relname`);
  return new Map(rows.map(({ name, slots }) => [String(name), Number(slots)]));
}
