import type { Report } from '../model/report.ts';
import type { Context } from './context.ts';
import { driftGround } from './drift/ground.ts';
import { compareDatabase, isAnswered, readDatabase } from './drift/one-database.ts';
import { asksTargets, atOneTarget } from './fleet/one-target.ts';
import { withScratchDatabases } from './with-scratch.ts';

/**
 * `driftproof drift`: does a live database agree with the migrations it has run? Where they cannot be used, it is
 * compared with the schema alone. Of several, where the settings name them. Throws a Problem when the database cannot be read.
 */
export async function drift(context: Context): Promise<Partial<Report>> {
  if (!asksTargets(context)) return driftOfOne(context);
  // A plan is for one database.
  if (context.options.plan) return driftOfOne(await atOneTarget(context));
  return (await import('./fleet/fleet.ts')).driftOfTargets(context);
}

async function driftOfOne(context: Context): Promise<Partial<Report>> {
  const read = await readDatabase(context);
  return withScratchDatabases(
    read.context,
    (getScratch) => compareDatabase(read, driftGround(read.context, getScratch)),
    isAnswered,
  );
}
