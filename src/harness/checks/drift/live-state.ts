import { dependenciesSql, type Edge, toEdges } from '../../catalog/dependencies.ts';
import { inSchemas } from '../../catalog/in-schema.ts';
import { ledgerTablesSql, toLedgerTables } from '../../catalog/ledger-tables.ts';
import { databaseOwnerSql } from '../../catalog/owners.ts';
import { readCatalogWith } from '../../catalog/read.ts';
import { readSettled } from '../../catalog/read-settled.ts';
import { ofThem } from '../../catalog/schemas-alike.ts';
import { inScope, type Scope } from '../../catalog/scope.ts';
import { clockSql, toClock } from '../../catalog/state/clock.ts';
import { collationVersionsSql, toOutdatedCollations } from '../../catalog/state/collation-versions.ts';
import { indexBuildsSql, toIndexBuilds, withBuilt } from '../../catalog/state/index-builds.ts';
import { mostColumns } from '../../catalog/state/sequence-values.ts';
import { type Ledgers, runningStep } from '../../history/ledger.ts';
import { readLedgers } from '../../history/read-ledger.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import { Problem } from '../../model/problem.ts';
import type { Live } from '../../postgres/live.ts';
import { type DatabaseState, sequenceQuestions } from './state/database-state.ts';

/** A live database, read in one snapshot. */
export interface LiveState {
  /** As far as the project's filters go. */
  readonly catalog: Catalog;
  /** All of it. */
  readonly whole: Catalog;
  readonly ledgers: Ledgers;
  /** The role that owns the database. */
  readonly databaseOwner: string;
  /** The names of the server's roles. */
  readonly roles: readonly string[];
  /** What they are, and whose members. */
  readonly serverRoles: readonly CatalogObject[];
  /** What hangs together in it, where a plan is to be made. */
  readonly edges: readonly Edge[];
  /** What is no definition, and can be wrong all the same. */
  readonly state: DatabaseState;
}

/** What is read besides. */
export interface ReadOptions {
  /** What hangs together. */
  readonly forPlan?: boolean;
  /** How far sequences and their columns have come: the one question that looks at rows. */
  readonly sequences?: boolean;
  /** The schemas that are read, instead of all, and those beside them to which they lead. */
  readonly schemas?: { readonly asked: readonly string[]; readonly reached: readonly string[] };
}

/**
 * Reads a live database: its catalog, its ledger and what looks like one. Throws a Problem while a migration is running there: what it is
 * like then is neither what it was nor what it will be.
 */
export function readLive(
  live: Live,
  scope: Scope,
  { forPlan = false, sequences = false, schemas }: ReadOptions = {},
): Promise<LiveState> {
  const questions = sequenceQuestions(sequences, mostColumns * (schemas?.asked.length ?? 1));
  return readSettled(live, async (snapshot) => {
    const {
      catalog: read,
      roles,
      answers,
    } = await readCatalogWith(
      schemas ? ofThem(snapshot, schemas.reached) : snapshot,
      ledgerTablesSql(scope.ledger),
      runningStep(scope.ledger),
      databaseOwnerSql,
      collationVersionsSql,
      indexBuildsSql,
      clockSql,
      questions.columnsSql,
      ...(forPlan ? [dependenciesSql] : []),
    );
    const [
      tables = [],
      running = [],
      owners = [],
      versions = [],
      progress = [],
      now = [],
      columns = [],
      edges = [],
    ] = answers;
    if (running.length > 0)
      throw new Problem(`a migration is running in the database right now (process ${running[0]?.pid})`, {
        advice: 'try again when it has finished',
      });
    const builds = toIndexBuilds(progress);
    const whole = withBuilt(read, builds);
    const catalog = schemas ? inSchemas(whole, schemas.asked) : inScope(whole, scope);
    const asking = questions.about(columns, catalog);
    const { ledgers, answers: values } = await readLedgers(
      snapshot,
      toLedgerTables(tables),
      ...asking.statements,
    ).catch(asking.refused);
    return {
      catalog,
      whole,
      ledgers,
      databaseOwner: String(owners[0]?.owner),
      roles: roles.map(({ id }) => id.name),
      serverRoles: roles,
      edges: toEdges(edges),
      state: {
        collations: toOutdatedCollations(versions),
        builds,
        clock: toClock(now),
        ...asking.answered(values),
      },
    };
  });
}
