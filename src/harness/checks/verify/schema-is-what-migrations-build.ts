import type { Refused } from '../../declared/declare.ts';
import type { Difference } from '../../diff/diff.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import type { Migration } from '../../history/migrations.ts';
import { catalogAfter, type Timeline } from '../../history/timeline.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { Finding, Source } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import { madeBy, sidesWith } from '../compare/blame.ts';
import { explainedByDate } from '../compare/by-date.ts';
import { compareMeaning } from '../compare/compare.ts';
import { asDeclarable } from '../compare/declarable.ts';
import type { Context } from '../compare/judge.ts';

export interface SchemaSide {
  /** What the schema files declare. */
  readonly declared: Catalog;
  /** What of it Postgres refuses. */
  readonly refused: readonly Refused[];
  /** What the snapshot of the last migration declares; undefined when that is not known. */
  readonly snapshot: () => Promise<Catalog | undefined>;
  readonly locate: (id: Identity) => Source | undefined;
}

/**
 * Do the migrations build what the schema files declare? Where they do not, the snapshot of the last migration tells who
 * is wrong: if the schema is still as in the snapshot, a migration was edited by hand; else a migration is missing.
 */
export function schemaIsWhatMigrationsBuild(
  { declared, snapshot: readSnapshot, locate }: SchemaSide,
  migrations: readonly Migration[],
  timeline: Timeline,
  withScratch: WithScratch,
): Promise<Finding[]> {
  const replayed = asDeclarable(catalogAfter(timeline, migrations.length));
  const madeIn = (object: CatalogObject): Source | undefined =>
    madeBy(object, migrations, timeline, migrations.length);
  const byDate = explainedByDate(migrations, timeline, migrations.length);
  const ofDifference = async (difference: Difference): Promise<Context> => {
    const dated = await byDate(difference, { built: replayed });
    if (dated) return dated;
    const snapshot = await readSnapshot();
    const edited = snapshot !== undefined && sidesWith(asDeclarable(snapshot), difference, 'expected');
    return edited
      ? { ...editedMigration, source: madeIn(difference.object) }
      : { ...missingMigration, source: locate(difference.object.id) };
  };
  return compareMeaning(asDeclarable(declared), replayed, withScratch, {
    ofDifference,
    ofRemark: (object) => ({ culprit: 'migration', source: madeIn(object) }),
  });
}

const meaning = {
  missing: 'is declared in the schema, but no migration creates it',
  extra: 'is created by the migrations, but the schema does not declare it',
  changed: ' after the migrations',
} as const;

const editedMigration: Context = {
  culprit: 'migration',
  meaning,
  advice: {
    missing: 'a migration was edited by hand: restore what its snapshot declares',
    extra: 'a migration was edited by hand: declare what it adds, or remove it',
    changed: 'a migration was edited by hand: restore what its snapshot declares',
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
