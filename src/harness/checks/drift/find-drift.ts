import { asDeclarable, isUndeclarable } from '../../catalog/declarable.ts';
import { platforms } from '../../config/platforms/platforms.ts';
import { type Difference, diff } from '../../diff/diff.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import { type LedgerName, qualified } from '../../history/ledger.ts';
import type { MigrationStatus } from '../../history/migration-status.ts';
import type { Migration } from '../../history/migrations.ts';
import { spokenAfter, spokenBy } from '../../history/spoken-roles.ts';
import { catalogAfter, makeCatalog, type Timeline } from '../../history/timeline.ts';
import { takenBy, withdrawnIn } from '../../history/withdrawn-after.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { Finding, Source } from '../../model/finding.ts';
import { type Identity, keyOf } from '../../model/identity.ts';
import { once } from '../../model/once.ts';
import { Problem } from '../../model/problem.ts';
import type { Settings } from '../../model/settings.ts';
import { madeBy, placeIn, sidesWith } from '../compare/blame.ts';
import { explainedByDate } from '../compare/by-date.ts';
import { type Blame, compareMeaning } from '../compare/compare.ts';
import type { Context } from '../compare/judge.ts';
import { byHand, byHandUnplanned, notMigrated, tooEarly } from './drift-words.ts';
import { hiddenLedger, ledgerFindings } from './ledger-findings.ts';
import type { LiveState } from './live-state.ts';
import { grantedIn } from './rights/granted-roles.ts';
import { spokenRoleFindings } from './rights/role-findings.ts';
import { isAboutRights, type SettledRights, settleRights } from './rights/settle-rights.ts';
import { statusFindings } from './status-findings.ts';
import { statusIn } from './status-in.ts';
import {
  type LedgerPlace,
  tooManyLedgers,
  type WhichLedger,
  whichLedger,
  withoutLedgers,
} from './which-ledger.ts';

export interface Drift {
  readonly sides: Sides;
  readonly findings: readonly Finding[];
  /** Those on roles that are in no catalog. */
  readonly ofRoles: readonly Finding[];
  /** The last migration that the database has applied, as far as it was compared. */
  readonly upTo: string | undefined;
  /** What the reader should know about the comparison. */
  readonly notes: readonly string[];
}

/** What is needed only once there is a difference: each may start a server. */
export interface Resources {
  /** A scratch database with the first `count` migrations applied. */
  readonly scratchAt: (count: number) => WithScratch;
  /** What the schema files declare; nothing when they cannot be loaded. */
  readonly declared: () => Promise<Catalog | undefined>;
  /** Whether they can declare an object of this name, which is known before what they declare is built. */
  readonly mayDeclare: (id: Identity) => Promise<boolean>;
  readonly locate: () => Promise<(id: Identity) => Source | undefined>;
}

/** Does a live database agree with the migrations that it has applied? */
export async function drift(
  state: LiveState,
  migrations: readonly Migration[],
  timeline: Timeline,
  place: Place,
  resources: Resources,
): Promise<Drift> {
  const sides = await sidesOf(state, migrations, timeline, place);
  const { which, status, catalog, count, expected } = sides;
  const blame = blameFor(migrations, timeline, count, catalog, resources);
  const upTo = migrations[count - 1]?.tag;
  return {
    sides,
    findings: [
      ...(await saidBy(which, status, { state, migrations, place })),
      ...(await compareMeaning(expected, catalog, resources.scratchAt(count), blame)),
    ],
    ofRoles: spokenRoleFindings(state, timeline, count, sides.rights, (tag, object) => {
      const migration = migrations.find((each) => each.tag === tag);
      return migration && placeIn(migration, object);
    }),
    upTo,
    notes: [...notesOn(which, upTo), ...tooManyLedgers(state.ledgers)],
  };
}

/** What a project says of its ledger, and of rights. */
export interface Place extends LedgerPlace {
  readonly settings: LedgerPlace['settings'] & Pick<Settings, 'compare' | 'role' | 'platform'>;
}

/** What is compared: a live catalog, and what is expected of it after the migrations that it has applied. */
export interface Sides {
  readonly which: WhichLedger;
  /** Absent where the ledger says nothing. */
  readonly status?: MigrationStatus;
  readonly catalog: Catalog;
  /** How many migrations it has applied, as far as it says so; else the closest. */
  readonly count: number;
  readonly expected: Catalog;
  readonly rights: SettledRights;
}

export async function sidesOf(
  state: LiveState,
  migrations: readonly Migration[],
  timeline: Timeline,
  place: Place,
): Promise<Sides> {
  const which = whichLedger(state.ledgers, migrations, place);
  const catalog = withoutLedgers(state.catalog, ledgersIn(which), isIn(timeline));
  const status = isSilent(which) ? undefined : await statusIn(which, migrations, state.catalog);
  const count = status?.count ?? closest(catalog, timeline);
  const rights = settleRights(catalogAfter(timeline, count), catalog, {
    ...place.settings,
    platformRoles: place.settings.platform ? platforms[place.settings.platform].roles : [],
    databaseOwner: state.databaseOwner,
    granted: grantedIn(timeline),
    withdrawn: withdrawnIn(timeline, count),
    spoken: spokenAfter(timeline, count),
  });
  return {
    which,
    ...(status ? { status } : {}),
    catalog: rights.live,
    count,
    expected: rights.expected,
    rights,
  };
}

/**
 * How many migrations a database has applied, where one ledger says so, and nothing else is a ledger or may be one; undefined
 * anywhere else.
 */
export async function countIn(
  { ledgers, catalog }: LiveState,
  migrations: readonly Migration[],
  place: LedgerPlace,
): Promise<number | undefined> {
  const which = whichLedger(ledgers, migrations, place);
  if (isSilent(which) || which.keeps === 'nothing' || ledgers.others.length > 0) return undefined;
  return (await statusIn(which, migrations, catalog)).count;
}

/** What a ledger says, and what is wrong with it: what is known without any server. */
export async function ledgerSays(
  state: LiveState,
  migrations: readonly Migration[],
  place: LedgerPlace,
): Promise<Finding[]> {
  const which = whichLedger(state.ledgers, migrations, place);
  const status = isSilent(which) ? undefined : await statusIn(which, migrations, state.catalog);
  return saidBy(which, status, { state, migrations, place });
}

interface Said {
  readonly state: LiveState;
  readonly migrations: readonly Migration[];
  readonly place: LedgerPlace;
}

async function saidBy(
  which: WhichLedger,
  status: MigrationStatus | undefined,
  { state: { catalog, whole }, migrations, place }: Said,
): Promise<Finding[]> {
  const about = { place, migrations, catalog, whole, absence: 'info' } as const;
  return [...(await ledgerFindings(which, about)), ...(status ? statusFindings(status, which) : [])];
}

/** Whether the migrations that a database has run, by its ledger, are among those that could be replayed. */
export async function isWithin(
  { ledgers, catalog }: LiveState,
  migrations: readonly Migration[],
  { changes }: Timeline,
  place: LedgerPlace,
): Promise<boolean> {
  const which = whichLedger(ledgers, migrations, place);
  return !isSilent(which) && (await statusIn(which, migrations, catalog)).count <= changes.length;
}

const isSilent = ({ ledger }: WhichLedger): boolean => ledger.state !== 'read';

/** All that are, or may be, ledgers. */
const ledgersIn = ({ elsewhere, unread, ledger }: WhichLedger): readonly LedgerName[] => [
  ...elsewhere.map(({ name }) => name),
  ...(ledger.state === 'absent' ? unread : []),
];

/** Whether some migration makes the schema that has a key, or it is in every database. */
function isIn({ empty, changes }: Timeline): (key: string) => boolean {
  const made = [...empty, ...changes.flatMap(({ now }) => now)].filter(({ id }) => id.kind === 'schema');
  const keys = new Set(made.map(({ id }) => keyOf(id)));
  return (key) => keys.has(key);
}

/** Throws a Problem for a database without a table or an applied migration: there is nothing to compare. */
export function refuseNothing({ catalog, ledgers: { named } }: LiveState): void {
  if (catalog.objects.some(({ id }) => id.kind === 'table')) return;
  if (named.state === 'read' && named.rows.length > 0) return;
  if (named.state === 'versions' && named.versions.length > 0) return;
  throw new Problem('the database has no tables and no applied migrations, so there is nothing to compare', {
    advice: 'check that the URL names the right database',
  });
}

/** What the comparison rests on where the ledger says nothing. */
function notesOn(which: WhichLedger, upTo: string | undefined): string[] {
  if (which.keeps === 'nothing')
    return ["all migrations count as applied, as ledger: 'none' in the driftproof settings says"];
  if (!isSilent(which)) return [];
  const why = hiddenLedger(which) ?? `${qualified(which.name)} does not say what the database ran`;
  return [`${why}; compared with the closest migration, ${upTo ?? 'none'}`];
}

/** The point in the history from which the database differs least; the latest of those. */
function closest(catalog: Catalog, timeline: Timeline): number {
  const distances = Array.from({ length: timeline.changes.length + 1 }, (_, count) => ({
    count,
    distance: diff(makeCatalog(timeline, count).objects, catalog.objects).length,
  }));
  return distances.reduce((best, each) => (each.distance <= best.distance ? each : best)).count;
}

/** Most runs find nothing, and load nothing of plans. */
const isPlanned = async ({ id }: CatalogObject): Promise<boolean> =>
  (await import('../../plan/families.ts')).familyOf(id.kind) !== undefined;

/**
 * Who is wrong. A migration whose result depends on the day explains the difference first. A database that is as the
 * schema declares was changed before its migration was written; one that is as after a pending migration was changed
 * before that ran; any other was changed by hand.
 */
function blameFor(
  migrations: readonly Migration[],
  timeline: Timeline,
  count: number,
  live: Catalog,
  resources: Resources,
): Blame {
  const last = once(() => catalogAfter(timeline, migrations.length));
  const days = { built: catalogAfter(timeline, count), elsewhere: live };
  const byDate = explainedByDate(migrations, timeline, count);
  const sourceOf = (object: CatalogObject): Source | undefined => madeBy(object, migrations, timeline, count);
  const ofDifference = async (difference: Difference): Promise<Context> => {
    const { object } = difference;
    const source = sourceOf(object);
    const dated = await byDate(difference, days);
    if (dated) return dated;
    if (count < migrations.length && sidesWith(last(), difference, 'actual')) return { ...tooEarly, source };
    if (isAboutRights(difference)) {
      const { aboutRights } = await import('./rights/rights-words.ts');
      const taker = takenBy(timeline, object, count);
      const speaker = object.id.kind === 'role' ? spokenBy(timeline, object.id.name, count) : taker;
      const place = migrations.find(({ tag }) => tag === speaker);
      return { ...aboutRights(difference, taker), source: place ? placeIn(place, object) : source };
    }
    if (!(await isPlanned(object))) return { ...byHandUnplanned, source };
    if (isUndeclarable(difference)) return { ...byHand, source };
    if (difference.type === 'extra' && !(await resources.mayDeclare(object.id))) return { ...byHand, source };
    const declared = await resources.declared();
    if (!declared || !sidesWith(asDeclarable(declared), difference, 'actual')) return { ...byHand, source };
    return { ...notMigrated, source: (await resources.locate())(object.id) ?? source };
  };
  return { ofDifference, ofRemark: (object) => ({ culprit: 'database', source: sourceOf(object) }) };
}
