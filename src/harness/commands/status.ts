import { hiddenLedger, ledgerFindings } from '../checks/drift/ledger-findings.ts';
import { readLive } from '../checks/drift/live-state.ts';
import { statusFindings, statusLines } from '../checks/drift/status-findings.ts';
import { type WhichLedger, whichLedger } from '../checks/drift/which-ledger.ts';
import { migrationStatusOf } from '../history/migration-status.ts';
import type { Migration } from '../history/migrations.ts';
import type { Finding } from '../model/finding.ts';
import { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { type Context, migrationsOf } from './context.ts';
import { liveAddress, withLiveAt } from './live-address.ts';

/** `driftproof status`: which migrations has a live database applied, and is there anything wrong with that? */
export async function status(context: Context): Promise<Partial<Report>> {
  const { project, scope, folder } = context;
  const migrations = await migrationsOf(await folder());
  const address = liveAddress(context);
  const { catalog, ledgers } = await withLiveAt(address, context, (live) => readLive(live, scope));
  const which = whichLedger(ledgers, migrations, scope);
  const hidden = hiddenLedger(which);
  if (hidden !== undefined) throw new Problem(hidden);
  const { configFile } = project;
  const about = { place: scope.ledger, configFile, migrations, catalog, absence: 'breaking' } as const;
  const wrong = await ledgerFindings(which, about);
  return {
    servers: [{ kind: 'live', facts: catalog.server, from: address.from }],
    ...applied(context, migrations, which, wrong),
  };
}

/** What the ledger says of each migration; nothing where it cannot say. */
function applied(
  { options }: Context,
  migrations: readonly Migration[],
  { ledger }: WhichLedger,
  wrong: readonly Finding[],
): Pick<Report, 'verdicts' | 'migrationStatus'> {
  const question = 'migrations ↔ database';
  if (ledger.state !== 'read' && wrong.length > 0)
    return { verdicts: [{ question, findings: wrong, compared: 'the database does not say what it ran' }] };
  const status = migrationStatusOf(migrations, ledger.state === 'read' ? ledger.rows : []);
  const findings = [...wrong, ...statusFindings(status, { pendingFails: options.pending === 'fails' })];
  const compared = `${status.applied.length} of ${migrations.length} migrations are applied, ${status.pending.length} pending`;
  return {
    migrationStatus: statusLines(migrations, status),
    verdicts: [{ question, findings, compared }],
  };
}
