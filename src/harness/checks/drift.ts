import type { WithScratch } from '../canonical/canonicalize.ts';
import { settle } from '../canonical/settle.ts';
import { readCatalog } from '../catalog/read.ts';
import { inScope, type Scope } from '../catalog/scope.ts';
import { diff } from '../diff/diff.ts';
import { fold } from '../diff/fold.ts';
import { displayPath } from '../history/files.ts';
import type { Migration } from '../history/history.ts';
import { type Ledger, readLedger } from '../history/ledger.ts';
import { lineOf } from '../history/locate.ts';
import { standingOf } from '../history/position.ts';
import { catalogAfter, originOf, type Timeline } from '../history/timeline.ts';
import type { Catalog, CatalogObject } from '../model/catalog.ts';
import type { Finding, Source } from '../model/finding.ts';
import { keyOf } from '../model/identity.ts';
import { Problem } from '../model/problem.ts';
import type { Live } from '../postgres/live.ts';
import { type Context, judge } from './judge.ts';
import { remarkFinding } from './remark-finding.ts';
import { ledgerNote, standingFindings } from './standing.ts';

/** What a live database is like, read in one snapshot. */
export interface LiveState {
  readonly catalog: Catalog;
  readonly ledger: Ledger;
}

/** Reads a live database: its catalog and its ledger. */
export const readLive = (live: Live, scope: Scope): Promise<LiveState> =>
  live.read(async (snapshot) => ({
    catalog: inScope(await readCatalog(snapshot), scope),
    ledger: await readLedger(snapshot, scope.ledger),
  }));

export interface Drift {
  readonly findings: readonly Finding[];
  /** The last migration that the database has run, as the comparison took it. */
  readonly upTo: string | undefined;
  /** What the reader should know of how that was found out. */
  readonly notes: readonly string[];
}

/** Has a scratch database at hand that stands after the first `count` migrations, for as long as it is used. */
export type ScratchAt = (count: number) => WithScratch;

/**
 * Does a live database agree with its migrations, as far as it has run them? A scratch database is asked for only
 * when expressions differ in print. Throws a Problem when there is nothing to compare.
 */
export async function drift(
  { catalog, ledger }: LiveState,
  migrations: readonly Migration[],
  timeline: Timeline,
  scope: Scope,
  scratchAt: ScratchAt,
): Promise<Drift> {
  const note = ledgerNote(ledger, scope.ledger);
  refuseNothing(catalog, ledger);
  const standing = ledger.state === 'read' ? standingOf(migrations, ledger.rows) : undefined;
  const count = standing?.count ?? nearest(catalog, timeline);
  const upTo = migrations[count - 1]?.tag;
  const found = fold(diff(catalogAfter(timeline, count), catalog));
  const { differences, remarks } = await settle(found, scratchAt(count));
  const contextOf = (about: { readonly object: CatalogObject }): Context => ({
    ...context,
    source: sourceOf(about, migrations, timeline, count),
  });
  return {
    findings: [
      ...(standing ? standingFindings(standing) : []),
      ...differences.map((difference) => judge(difference, contextOf(difference))),
      ...remarks.map((remark) => remarkFinding(remark, contextOf(remark))),
    ],
    upTo,
    notes: note ? [`${note}; compared with the migration whose result is nearest, ${upTo ?? 'none'}`] : [],
  };
}

function refuseNothing(catalog: Catalog, ledger: Ledger): void {
  if (catalog.objects.some(({ id }) => id.kind === 'table')) return;
  if (ledger.state === 'read' && ledger.rows.length > 0) return;
  throw new Problem('the database holds no table and has run no migration, so there is nothing to compare', {
    advice: 'check that the URL names the right database',
  });
}

/** The point of the history from which the database differs least; the latest of those. */
function nearest(catalog: Catalog, timeline: Timeline): number {
  const distances = Array.from({ length: timeline.changes.length + 1 }, (_, count) => ({
    count,
    distance: diff(catalogAfter(timeline, count), catalog).length,
  }));
  return distances.reduce((best, each) => (each.distance <= best.distance ? each : best)).count;
}

const context = {
  culprit: 'database',
  meaning: {
    missing: 'is missing in the database',
    extra: 'is in the database, but no migration makes it',
    changed: '',
  },
  advice: {
    missing: 'make it again as the migration does, or write a migration that drops it',
    extra: 'drop it, or declare it in the schema and generate a migration',
    changed: 'set it back, or change the schema and generate a migration',
  },
} as const;

/** The migration, and the line in it, that last made the object what it should be. */
function sourceOf(
  { object }: { readonly object: CatalogObject },
  migrations: readonly Migration[],
  timeline: Timeline,
  count: number,
): Source | undefined {
  const origin = originOf(timeline, keyOf(object.id), count);
  const migration = migrations.find(({ tag }) => tag === origin);
  if (!migration) return undefined;
  const line = lineOf(migration.up.sql, object.id);
  return { file: displayPath(migration.up.path), ...(line === undefined ? {} : { line }) };
}
