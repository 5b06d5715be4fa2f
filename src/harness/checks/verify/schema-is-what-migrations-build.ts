import { asDeclarable } from '../../catalog/declarable.ts';
import type { Refused } from '../../declared/declare.ts';
import type { Difference } from '../../diff/diff.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import type { Migration } from '../../history/migrations.ts';
import { catalogAfter, type Timeline } from '../../history/timeline.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Finding, Source } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import { madeBy, placeIn, sidesWith } from '../compare/blame.ts';
import { explainedByDate } from '../compare/by-date.ts';
import { differencesInMeaning, findingsOn } from '../compare/compare.ts';
import type { Context } from '../compare/judge.ts';
import { editedMigration, type SnapshotAfter } from './edited-migration.ts';
import { inexpressible } from './inexpressible.ts';
import { staleFinding, staleIn } from './snapshot-is-current.ts';

export interface SchemaSide {
  /** What the schema files declare. */
  readonly declared: Catalog;
  /** What of it Postgres refuses. */
  readonly refused: readonly Refused[];
  readonly snapshotAfter: SnapshotAfter;
  /** The newest snapshot's file; undefined when there is none. */
  readonly snapshotFile: string | undefined;
  readonly locate: (id: Identity) => Source | undefined;
}

/** A history, and what was replayed of it. */
export interface Built {
  readonly migrations: readonly Migration[];
  readonly timeline: Timeline;
}

/**
 * Do the migrations build what the schema files declare, and does the newest snapshot? Where the migrations do not, that
 * snapshot tells who is wrong: if the schema is still as in it, a migration was edited by hand; else a migration is missing.
 */
export async function schemaIsWhatMigrationsBuild(
  side: SchemaSide,
  { migrations, timeline }: Built,
  withScratch: WithScratch,
): Promise<Finding[]> {
  const count = migrations.length;
  const replayed = asDeclarable(catalogAfter(timeline, count));
  const byDate = explainedByDate(migrations, timeline, count);
  const isDated = async (each: Difference) => (await byDate(each, { built: replayed })) !== undefined;
  const declared = asDeclarable(side.declared);
  const differing = await differencesInMeaning(declared, replayed, withScratch);
  const snapshot = timeline.changes.length === count ? await side.snapshotAfter(count) : undefined;
  const newest = snapshot && asDeclarable(snapshot);
  const stale: Difference[] = [];
  if (newest && snapshot !== side.declared)
    for (const each of await staleIn(newest, replayed, differing.differences, withScratch))
      if (!(await isDated(each))) stale.push(each);
  const ofDifference = async (difference: Difference): Promise<Context> => {
    const dated = await byDate(difference, { built: replayed });
    if (dated) return dated;
    if (newest && sidesWith(newest, difference, 'expected'))
      return byMigration(difference, differing.differences, side, { migrations, timeline });
    return {
      ...(stale.length > 0 ? afterMending : missingMigration),
      source: side.locate(difference.object.id),
    };
  };
  const findings = await findingsOn(differing, {
    ofDifference,
    ofRemark: (object) => ({ culprit: 'migration', source: madeBy(object, migrations, timeline, count) }),
  });
  const last = migrations.at(-1);
  return [
    ...(last && stale.length > 0 ? [staleFinding(last.tag, stale, side.snapshotFile)] : []),
    ...findings,
  ];
}

/** Which migration does not do what its snapshot says, and whether somebody edited it. */
async function byMigration(
  difference: Difference,
  others: readonly Difference[],
  { snapshotAfter }: SchemaSide,
  { migrations, timeline }: Built,
): Promise<Context> {
  const migration = await editedMigration(difference, migrations, timeline, snapshotAfter);
  const source = migration && placeIn(migration, difference.object);
  const advice = migration && (await inexpressible(difference, others, migration));
  if (advice === undefined) return { ...edited, source };
  return { ...edited, source, advice: { missing: advice, extra: advice, changed: advice } };
}

const meaning = {
  missing: 'is declared in the schema, but no migration creates it',
  extra: 'is created by the migrations, but the schema does not declare it',
  changed: ' after the migrations',
} as const;

/** What is applied is never edited again: the way back is a new migration. */
const edited: Context = {
  culprit: 'migration',
  meaning,
  advice: {
    missing: 'a migration was edited by hand: create it in a new migration, or remove it from the schema',
    extra: 'a migration was edited by hand: declare it in the schema, or drop it in a new migration',
    changed: 'a migration was edited by hand: change it in a new migration, or declare it as it is',
  },
};

const missingMigration: Context = {
  culprit: 'schema',
  meaning,
  advice: {
    missing: 'run drizzle-kit generate, or remove it from the schema',
    extra: 'declare it in the schema, or run drizzle-kit generate to drop it',
    changed: 'run drizzle-kit generate, or restore the schema',
  },
};

const afterMending: Context = {
  ...missingMigration,
  advice: {
    missing:
      'first bring the snapshot up to date (migration-snapshot-stale), then run drizzle-kit generate; or remove it from the schema',
    extra:
      'declare it in the schema; or first bring the snapshot up to date (migration-snapshot-stale), then run drizzle-kit generate to drop it',
    changed:
      'first bring the snapshot up to date (migration-snapshot-stale), then run drizzle-kit generate; or restore the schema',
  },
};
