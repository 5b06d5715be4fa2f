import { readLive } from '../checks/drift/live.ts';
import { ledgerNote, standingFindings, standingLines } from '../checks/drift/standing.ts';
import { standingOf } from '../history/standing.ts';
import { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { withLive } from '../postgres/live.ts';
import { type Context, folderOf, liveUrl, migrationsOf } from './context.ts';

/** `driftproof status`: which migrations has a live database applied, and is there anything wrong with that? */
export async function status(context: Context): Promise<Partial<Report>> {
  const { project, scope, options } = context;
  const migrations = await migrationsOf(await folderOf(project));
  const { catalog, ledger } = await withLive(liveUrl(context), (live) => readLive(live, scope));
  if (ledger.state === 'hidden') throw new Problem(ledgerNote(ledger, scope.ledger) ?? '');
  const standing = standingOf(migrations, ledger.state === 'read' ? ledger.rows : []);
  const { applied, pending } = standing;
  const findings = standingFindings(standing, { pendingFails: options.pending === 'fails' });
  const compared = `${applied.length} of ${migrations.length} migrations are applied, ${pending.length} pending`;
  return {
    servers: [{ kind: 'live', facts: catalog.server }],
    standing: standingLines(migrations, standing),
    verdicts: [{ question: 'migrations ↔ database', findings, compared }],
  };
}
