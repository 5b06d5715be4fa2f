import { readLive } from '../checks/drift/live-state.ts';
import { ledgerNote, statusFindings, statusLines } from '../checks/drift/status-findings.ts';
import { migrationStatusOf } from '../history/migration-status.ts';
import { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { withLive } from '../postgres/live.ts';
import { type Context, liveUrl, migrationsOf } from './context.ts';

/** `driftproof status`: which migrations has a live database applied, and is there anything wrong with that? */
export async function status(context: Context): Promise<Partial<Report>> {
  const { folder, scope, options } = context;
  const migrations = await migrationsOf(await folder());
  const { catalog, ledger } = await withLive(liveUrl(context), (live) => readLive(live, scope));
  if (ledger.state === 'hidden') throw new Problem(ledgerNote(ledger, scope.ledger) ?? '');
  const found = migrationStatusOf(migrations, ledger.state === 'read' ? ledger.rows : []);
  const { applied, pending } = found;
  const findings = statusFindings(found, { pendingFails: options.pending === 'fails' });
  const compared = `${applied.length} of ${migrations.length} migrations are applied, ${pending.length} pending`;
  return {
    servers: [{ kind: 'live', facts: catalog.server }],
    migrationStatus: statusLines(migrations, found),
    verdicts: [{ question: 'migrations ↔ database', findings, compared }],
  };
}
