import { byKeyOf, partitionedBy } from '../../../catalog/of-table.ts';
import { withoutJobs } from '../../../equivalence/partitions/made-by-jobs.ts';
import { type Span, spanOf } from '../../../equivalence/partitions/span.ts';
import type { Catalog, CatalogObject } from '../../../model/catalog.ts';
import type { Finding } from '../../../model/finding.ts';
import { type Identity, keyOf, printIdentity } from '../../../model/identity.ts';
import { found } from '../../rules/found.ts';
import { boundsOf } from './partition-bounds.ts';

/** A partition by time, and the times that it holds. */
export interface Timed {
  readonly table: CatalogObject;
  readonly span: Span;
}

/** Partitions that end before now. */
export interface StoppedSeries {
  readonly finding: Finding;
  readonly parent: Identity;
  readonly timed: readonly Timed[];
  /** Now, or the latest that it may be where the times have no zone. */
  readonly until: number;
  /** The default partition. */
  readonly rest: Identity | undefined;
}

/**
 * Tables divided by time in which jobs make partitions, and none of those holds what is written now: the job has stopped.
 * Where migrations alone make them, the end of the last one may be meant. `clock` is the server's, in milliseconds since 1970.
 */
export function partitionsBehind(expected: Catalog, { objects }: Catalog, clock: number): StoppedSeries[] {
  const { made } = withoutJobs(expected.objects, objects);
  const all = byKeyOf(objects);
  const parents = new Map(
    made.flatMap((each) => {
      const parent = all.get(keyOfParent(each));
      return parent ? [[keyOf(parent.id), parent] as const] : [];
    }),
  );
  return [...parents.values()].flatMap((parent) => {
    const partitions = objects.filter((each) => keyOfParent(each) === keyOf(parent.id));
    const timed = partitions.flatMap((table): Timed[] => {
      const span = spanIn(table);
      return span ? [{ table, span }] : [];
    });
    const spans = timed.map(({ span }) => span);
    if (spans.length === 0 || spans.some((each) => holds(each, clock)) || isPast(parent, clock)) return [];
    const until = spans[0]?.isZoned ? clock : clock + mostOffset;
    const rest = partitions.find(isDefault)?.id;
    return [{ finding: behind(parent.id, lastOf(spans), rest), parent: parent.id, timed, until, rest }];
  });
}

const keyOfParent = (object: CatalogObject): string => {
  const parent = partitionedBy(object);
  return parent ? keyOf(parent) : '';
};

const isDefault = (object: CatalogObject): boolean => boundsOf(object) === 'DEFAULT';

const spanIn = (object: CatalogObject): Span | undefined => spanOf(boundsOf(object));

/** What is without a zone is local time, which nobody knows here. */
const mostOffset = 14 * 3_600_000;

function holds({ from, to, isZoned }: Span, clock: number): boolean {
  const slack = isZoned ? 0 : mostOffset;
  return from - slack <= clock && clock < to + slack;
}

/** A month that is over has no day of today. */
const isPast = (parent: CatalogObject, clock: number): boolean => {
  const span = spanIn(parent);
  return span !== undefined && !holds(span, clock);
};

const lastOf = (spans: readonly Span[]): Span =>
  spans.reduce((last, each) => (each.to > last.to ? each : last));

function behind(id: Identity, { end }: Span, rest: Identity | undefined): Finding {
  const what = rest ? `go to ${printIdentity(rest)}` : 'are refused';
  return found(
    'partitions-behind',
    id,
    `${printIdentity(id)} has no partition for what is written now: the last one ends at ${end}, and new rows ${what}`,
  );
}
