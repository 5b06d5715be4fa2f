import { dependenciesSql, type Edge, toEdges } from '../../catalog/dependencies.ts';
import { grantsOf, grantsSql } from '../../catalog/grants.ts';
import { ledgerTablesSql, toLedgerTables } from '../../catalog/ledger-tables.ts';
import { readCatalogWith, readSettled } from '../../catalog/read.ts';
import { inScope, type Scope } from '../../catalog/scope.ts';
import { roleNamesSql } from '../../catalog/server-roles.ts';
import { type Ledgers, runningStep } from '../../history/ledger.ts';
import { readLedgers } from '../../history/read-ledger.ts';
import type { Catalog } from '../../model/catalog.ts';
import { Problem } from '../../model/problem.ts';
import type { Live } from '../../postgres/live.ts';

/** A live database, read in one snapshot. */
export interface LiveState {
  /** As far as the project's filters go. */
  readonly catalog: Catalog;
  /** All of it. */
  readonly whole: Catalog;
  readonly ledgers: Ledgers;
  /** How many grants there are; they are not compared. */
  readonly grants: number;
  /** The names of the server's roles. */
  readonly roles: readonly string[];
  /** What hangs together in it, where a plan is to be made. */
  readonly edges: readonly Edge[];
}

/**
 * Reads a live database: its catalog, its ledger and what looks like one. Throws a Problem while a migration is running there: what it is
 * like then is neither what it was nor what it will be.
 */
export const readLive = (
  live: Live,
  scope: Scope,
  { forPlan = false }: { readonly forPlan?: boolean } = {},
): Promise<LiveState> =>
  readSettled(live, async (snapshot) => {
    const { catalog, answers } = await readCatalogWith(
      snapshot,
      ledgerTablesSql(scope.ledger),
      runningStep(scope.ledger),
      grantsSql,
      roleNamesSql,
      ...(forPlan ? [dependenciesSql] : []),
    );
    const [tables = [], running = [], grants = [], roles = [], edges = []] = answers;
    if (running.length > 0)
      throw new Problem(`a migration is running in the database right now (process ${running[0]?.pid})`, {
        advice: 'try again when it has finished',
      });
    const ledgers = await readLedgers(snapshot, toLedgerTables(tables));
    return {
      catalog: inScope(catalog, scope),
      whole: catalog,
      ledgers,
      grants: grantsOf(grants),
      roles: roles.map(({ name }) => String(name)),
      edges: toEdges(edges),
    };
  });
