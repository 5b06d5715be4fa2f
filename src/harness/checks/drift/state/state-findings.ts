import { attributeOf } from '../../../catalog/kinds.ts';
import type { OutdatedCollation } from '../../../catalog/state/collation-versions.ts';
import { builtIndex, type IndexBuild } from '../../../catalog/state/index-builds.ts';
import type { Catalog } from '../../../model/catalog.ts';
import type { Finding } from '../../../model/finding.ts';
import { type Identity, keyOf, printIdentity } from '../../../model/identity.ts';
import { found } from '../../rules/found.ts';
import { type Correction, leftToPeople, type Uncorrected } from './correction.ts';
import type { DatabaseState } from './database-state.ts';
import { partitionsBehind, type StoppedSeries } from './partitions-behind.ts';
import { notAsked, sequencesBehind } from './sequences.ts';

/** What is wrong with the state of a database, as far as it is compared, that no difference says. */
export interface StateFindings {
  readonly findings: readonly Finding[];
  /** What corrects some of them. */
  readonly corrections: readonly Correction[];
  /** Partitions of others that a plan continues, as far as they say how. */
  readonly stopped: readonly StoppedSeries[];
  /** What is to be done about others, and no statement corrects. */
  readonly uncorrected: readonly Uncorrected[];
  readonly notCompared: readonly string[];
}

/** `told` is what is found of its definitions. */
export function stateOf(
  { collations, builds, clock, sequences, unasked }: DatabaseState,
  expected: Catalog,
  live: Catalog,
  told: readonly Finding[],
): StateFindings {
  const { objects } = live;
  const keys = new Set(objects.map(({ id }) => keyOf(id)));
  const isCompared = (id: Identity): boolean => keys.has(keyOf(id));
  const isOfSequence = ({ sequence }: { readonly sequence: Omit<Identity, 'kind'> }): boolean =>
    isCompared({ ...sequence, kind: 'sequence' });
  const isSaid = ({ id }: { readonly id: Identity }): boolean =>
    told.some(({ object }) => keyOf(object) === keyOf(id));
  const unpopulated = objects.filter(
    (each) => attributeOf(each, 'materialized-view', 'populated') === false && !isSaid(each),
  );
  const behind = sequencesBehind(sequences.filter(isOfSequence));
  const series = partitionsBehind(expected, live, clock);
  const others = [
    ...collations
      .filter((each) => each.schema === 'pg_catalog' || isCompared(collationId(each)))
      .map(outdated),
    ...unpopulated.map(({ id }) => neverFilled(id)),
  ];
  return {
    corrections: behind,
    stopped: series,
    uncorrected: others.map(leftToPeople),
    findings: [
      ...behind.map(({ finding }) => finding),
      ...others,
      ...series.map(({ finding }) => finding),
      ...builds.filter((each) => isOnCompared(each, isCompared)).map(beingBuilt),
    ],
    notCompared: notAsked(unasked.filter(({ column }) => isOfSequence(column))),
  };
}

const collationId = ({ schema, name }: OutdatedCollation): Identity => ({ kind: 'collation', schema, name });

function outdated(collation: OutdatedCollation): Finding {
  const { isDefault, recorded, actual } = collation;
  const id = collationId(collation);
  const now = actual === null ? 'a library that has no version' : `version ${actual}`;
  const what = isDefault ? `the database's own` : printIdentity(id);
  return found(
    'collation-outdated',
    id,
    `${isDefault ? `${printIdentity(id)}, ${what},` : what} was recorded with version ${recorded}, and sorts by ${now} now`,
  );
}

const neverFilled = (id: Identity): Finding =>
  found(
    'materialized-view-unpopulated',
    id,
    `${printIdentity(id)} was never filled, as the migrations leave it: it cannot be queried`,
  );

const isOnCompared = ({ schema, table }: IndexBuild, isCompared: (id: Identity) => boolean): boolean =>
  (['table', 'materialized-view'] as const).some((kind) => isCompared({ kind, schema, name: table }));

function beingBuilt(build: IndexBuild): Finding {
  const id = builtIndex(build);
  const how = build.phase === null ? '' : `: ${build.phase}`;
  return found(
    'index-being-built',
    id,
    `${printIdentity(id)} is being built right now (process ${build.pid}${how})`,
  );
}
