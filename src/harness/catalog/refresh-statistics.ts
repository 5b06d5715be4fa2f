import { ifRefused } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** How many objects there are in a database before it is worth while. */
const enough = 150;

/**
 * A new database has the statistics of one without objects of users, by which the server joins catalogs row by row (Postgres
 * manual, "Statistics Used by the Planner"); autovacuum comes once in a minute. Called with how many objects there are by now, it
 * has them gathered again each time that they have doubled.
 */
export function refreshingStatistics() {
  let known = enough / 2;
  return async (database: Scratch, objects: number): Promise<void> => {
    if (objects < known * 2) return;
    known = objects;
    // What may not be analyzed is left out with a warning.
    await database
      .run(`ANALYZE ${catalogs.map((name) => `pg_catalog.${name}`).join(', ')}`)
      .catch(ifRefused(undefined));
  };
}

/** Those that objects of users lie in, and how they depend on each other. */
const catalogs = [
  'pg_class',
  'pg_attribute',
  'pg_attrdef',
  'pg_constraint',
  'pg_depend',
  'pg_index',
  'pg_proc',
  'pg_sequence',
  'pg_trigger',
  'pg_type',
];
