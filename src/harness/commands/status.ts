import { hiddenLedger, ledgerFindings } from '../checks/drift/ledger-findings.ts';
import { readLive } from '../checks/drift/live-state.ts';
import { statusFindings, statusLines } from '../checks/drift/status-findings.ts';
import { statusIn } from '../checks/drift/status-in.ts';
import { type WhichLedger, whichLedger } from '../checks/drift/which-ledger.ts';
import type { Migration } from '../history/migrations.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Finding } from '../model/finding.ts';
import { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { type Context, migrationsOf } from './context.ts';
import { liveAddress, withLiveAt } from './live-address.ts';
import { notKept } from './not-compared.ts';

/** `driftproof status`: which migrations has a live database applied, and is there anything wrong with that? */
export async function status(context: Context): Promise<Partial<Report>> {
  const { project, scope, folder, settings } = context;
  const migrations = await migrationsOf(await folder());
  const address = liveAddress(context);
  const { catalog, whole, ledgers } = await withLiveAt(address, context, (live) => readLive(live, scope));
  const place = { scope, configFile: project.configFile, settings };
  const which = whichLedger(ledgers, migrations, place);
  const hidden = hiddenLedger(which);
  if (hidden !== undefined) throw new Problem(hidden);
  const wrong = await ledgerFindings(which, { place, migrations, catalog, whole, absence: 'breaking' });
  return {
    servers: [{ kind: 'live', facts: catalog.server, from: address.from }],
    notCompared: notKept(which),
    ...(await applied(context, migrations, which, { catalog, wrong })),
  };
}

/** What the ledger says of each migration; nothing where it cannot say. */
async function applied(
  { options }: Context,
  migrations: readonly Migration[],
  which: WhichLedger,
  { catalog, wrong }: { readonly catalog: Catalog; readonly wrong: readonly Finding[] },
): Promise<Pick<Report, 'verdicts' | 'migrationStatus'>> {
  const question = 'migrations ↔ database';
  if (which.ledger.state !== 'read' && wrong.length > 0)
    return { verdicts: [{ question, findings: wrong, compared: 'the database does not say what it ran' }] };
  const status = await statusIn(which, migrations, catalog);
  const findings = [
    ...wrong,
    ...statusFindings(status, which, { pendingFails: options.pending === 'fails' }),
  ];
  const compared = `${status.applied.length} of ${migrations.length} migrations are applied, ${status.pending.length} pending`;
  return {
    migrationStatus: statusLines(migrations, status),
    verdicts: [{ question, findings, compared }],
  };
}
