import type { Report } from '../model/report.ts';
import type { Context } from './context.ts';
import { readDatabase } from './drift/read-database.ts';
import { serverAhead } from './drift/server-ahead.ts';
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
  const server = serverAhead(context);
  try {
    const read = await readDatabase(context, () => {
      server.foresee();
      prepare(context);
    });
    const { compareDatabase, driftGround, isAnswered } = await comparing();
    return await withScratchDatabases(
      read.context,
      (getScratch) => compareDatabase(read, driftGround(read.context, getScratch)),
      isAnswered,
      server.start,
    );
  } finally {
    await server.stop();
  }
}

/** What comparing needs is loaded while the server answers. */
const comparing = () => import('./drift/comparing.ts');

/** Whether either fails is told by who needs it. */
function prepare(context: Context): void {
  comparing().catch(() => {});
  context.folder().catch(() => {});
  context.environment.whileWaiting?.();
}
