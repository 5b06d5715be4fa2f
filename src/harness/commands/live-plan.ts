import { createHash } from 'node:crypto';
import type { RoleNames } from '../catalog/rename-roles.ts';
import { accepting } from '../checks/accept.ts';
import { judge } from '../checks/compare/judge.ts';
import { toldUnder } from '../checks/compare/one-cause.ts';
import { byHand } from '../checks/drift/drift-words.ts';
import type { Correction, Uncorrected } from '../checks/drift/state/correction.ts';
import { continued } from '../checks/drift/state/next-partitions.ts';
import type { StoppedSeries } from '../checks/drift/state/partitions-behind.ts';
import type { Difference } from '../diff/diff.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Identity } from '../model/identity.ts';
import type { PlanReport, StatementReport } from '../model/plan-report.ts';
import { align } from '../plan/align.ts';
import { tryPlan } from '../plan/prove.ts';
import { type PlanSide, readSide } from '../plan/read-side.ts';
import { ownerSql } from '../plan/rights-sql.ts';
import { preamble, type TriedStatement } from '../plan/script.ts';
import { describeAddress } from '../postgres/address.ts';
import type { Scratch, ScratchDatabases } from '../postgres/scratch.ts';
import type { Context } from './context.ts';
import { correctionsOn } from './corrections-of-plans.ts';
import { liveAddress } from './live-address.ts';
import { differenceThere, identityThere, saidThere } from './rights-of-plans.ts';

/** What a live database is to become. */
export interface Wanted {
  /** The last migration that it has applied. */
  readonly upTo: string | undefined;
  readonly live: PlanSide;
  /** A scratch database that is as the live one should be. */
  readonly target: Scratch;
  readonly databases: ScratchDatabases;
  /** What of a catalog is compared. */
  readonly concerns: (catalog: Catalog) => Catalog;
  /** What differs and is not to be changed. */
  readonly isLeft?: (difference: Difference) => boolean;
  /** What else is wrong, that no plan is made for. */
  readonly besides?: readonly Uncorrected[];
  /** What else is wrong, and what corrects it where the database is as it was read. */
  readonly corrections?: readonly Correction[];
  /** Partitions that end before now. */
  readonly stopped?: readonly StoppedSeries[];
  /** Objects that are to belong to another role. */
  readonly owners?: readonly Difference[];
  /** What the live database calls roles. */
  readonly names?: RoleNames;
}

/** How many rows tables get when a plan is tried, and from which seed: the same plan is printed each time. */
const rowsOfTrial = { perTable: 20, seed: 1 };

/** The statements that make a live database what it should be, tried on copies of what it should be. */
export async function planForLive(
  context: Context,
  {
    live,
    upTo,
    target,
    databases,
    concerns,
    isLeft = () => false,
    besides = [],
    corrections = [],
    stopped = [],
    owners = [],
    names = new Map(),
  }: Wanted,
): Promise<PlanReport> {
  const { settings, environment, scope } = context;
  const today = environment.now().toISOString().slice(0, 10);
  const { isAccepted } = accepting(settings, 'drift', today);
  const expected = await readSide(target, concerns);
  const under = toldUnder(expected.catalog, live.catalog, byHand);
  const from = await align(
    live,
    expected,
    (use) => use(target),
    (each, others) =>
      isLeft(each) ||
      isAccepted(judge(differenceThere(each, names), byHand)) ||
      under(each, others).some(isAccepted),
  );
  const series = stopped.map((each) => continued(live.catalog, each));
  const left = [
    ...[...besides, ...series.flatMap(({ uncorrected }) => uncorrected)]
      .filter(({ finding }) => !isAccepted(finding))
      .map(({ finding: { object, attribute = null }, reason }) => ({ object, attribute, reason })),
    ...from.ofJobs.map((each) => ({
      object: each.object.id,
      attribute: each.type === 'changed' ? each.attribute : null,
      reason: 'no migration has made the partition: it is one of a series, and not like the others',
    })),
  ];
  const facts = {
    target: describeAddress(liveAddress(context).url),
    upTo: upTo ?? null,
    fingerprints: { live: fingerprint(live.catalog), expected: fingerprint(expected.catalog) },
    triedOn: expected.catalog.server.version,
    preamble,
  };
  const given = owners.filter((each) => !isAccepted(judge(each, byHand))).flatMap(ownerStatement);
  const corrected = await correctionsOn(
    databases,
    target,
    expected,
    [...corrections, ...series.flatMap((each) => each.corrections)].filter(
      ({ finding }) => !isAccepted(finding),
    ),
  );
  if (from.differences.length === 0) {
    const statements = [...corrected, ...given];
    return { ...facts, statements, safe: statements.length, unplanned: left, unfilled: [] };
  }
  const rows = { ...rowsOfTrial, ledger: scope.ledger };
  const plan = await tryPlan(from, expected, { target, databases, concerns, rows });
  const said = saidThere(plan.start, expected, names);
  const reports = plan.statements.map((each) =>
    toReport({ ...each, sql: said(each), about: identityThere(each.about, names) }),
  );
  // A new owner takes over what the old one may do, and what was granted to the old one goes with it.
  const isLate = ({ object }: StatementReport): boolean =>
    given.some((each) => isGrantOn(object, each.object));
  const safe = reports.slice(0, plan.safe);
  return {
    ...facts,
    statements: [
      ...corrected,
      ...safe.filter((each) => !isLate(each)),
      ...given,
      ...safe.filter(isLate),
      ...reports.slice(plan.safe),
    ],
    safe: plan.safe + given.length + corrected.length,
    unplanned: [
      ...plan.unplanned.map(({ about, attribute = null, reason }) => ({
        object: identityThere(about, names),
        attribute,
        reason,
      })),
      ...left,
    ],
    unfilled: plan.unfilled,
  };
}

const isGrantOn = (id: Identity, on: Identity): boolean =>
  (id.kind === 'grant' || id.kind === 'revoke') &&
  id.schema === on.schema &&
  (id.table ?? id.name) === on.name;

/** Roles of a live database own nothing on a scratch server: what is tried there belongs to one role. */
const ownerStatement = (each: Difference): StatementReport[] =>
  each.type !== 'changed'
    ? []
    : [
        {
          sql: ownerSql(each.object, each.expected as string | null),
          object: each.object.id,
          does: 'alter',
          inTransaction: false,
          privileged: true,
          loses: null,
          failsOnRows: null,
          unproved: 'a plan is tried on copies that belong to one role',
        },
      ];

const toReport = (statement: TriedStatement): StatementReport => ({
  sql: statement.sql,
  object: statement.about,
  does: statement.does,
  inTransaction: !statement.alone,
  privileged: statement.privileged ?? false,
  loses: statement.loses ?? null,
  failsOnRows: statement.failsOnRows ?? null,
  unproved: statement.unproved ?? null,
});

const fingerprint = ({ objects }: Catalog): string =>
  createHash('sha256').update(JSON.stringify(objects)).digest('hex').slice(0, 16);
