import { drift as findDrift, readLive, type ScratchAt } from '../../checks/drift.ts';
import type { Migration } from '../../history/history.ts';
import { replay } from '../../history/replay.ts';
import type { Timeline } from '../../history/timeline.ts';
import { cacheFolder, readTimeline, timelineFile, writeTimeline } from '../../history/timeline-cache.ts';
import type { Report, ServerReport } from '../../model/report.ts';
import { withLive } from '../../postgres/live.ts';
import { describeServerChoice } from '../../postgres/server.ts';
import { type Context, liveUrl, migrationsOf, withWorkshop } from '../context.ts';
import { notCompared } from '../not-compared.ts';

/** `driftproof drift`: does a live database agree with the migrations it has run? */
export async function drift(context: Context): Promise<Partial<Report>> {
  const { scope, notes } = context;
  const migrations = await migrationsOf(context);
  const state = await withLive(liveUrl(context), (live) => readLive(live, scope));
  const { timeline, kind } = await expectedTimeline(context, migrations);
  const scratchAt = replayingTo(context, migrations);
  const drifted = await findDrift(state, migrations, timeline, scope, scratchAt);
  const { findings, upTo, notes: remarks } = drifted;
  for (const remark of remarks) notes.note(remark);
  const { server, objects } = state.catalog;
  return {
    servers: [
      { kind, facts: timeline.server },
      { kind: 'live', facts: server },
    ],
    verdicts: [
      {
        question: 'migrations ↔ database',
        findings,
        compared: `the database as of ${upTo ?? 'no migration'}`,
      },
    ],
    objects: objects.length,
    notCompared: notCompared(state.catalog),
  };
}

/** A server is started, and the migrations are replayed on it, when a database is asked for. */
const replayingTo =
  (context: Context, migrations: readonly Migration[]): ScratchAt =>
  (count) =>
  (use) =>
    withWorkshop(context, async (workshop) => {
      const database = await workshop.create();
      await replay(database, migrations.slice(0, count), context.scope);
      return use(database);
    });

/** What each migration leads to: kept from an earlier run, or found out by replaying them. */
async function expectedTimeline(
  context: Context,
  migrations: readonly Migration[],
): Promise<{ timeline: Timeline; kind: ServerReport['kind'] }> {
  const { project, scope, options } = context;
  const file = timelineFile(
    cacheFolder(project.configFile),
    migrations,
    scope,
    describeServerChoice(options),
  );
  const kept = await readTimeline(file);
  if (kept) return { timeline: kept, kind: 'cache' };
  return withWorkshop(context, async (workshop) => {
    const timeline = await replay(await workshop.create(), migrations, scope);
    await writeTimeline(file, timeline);
    return { timeline, kind: workshop.server.kind };
  });
}
