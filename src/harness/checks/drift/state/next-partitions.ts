import { type Numbering, numberingOf } from '../../../equivalence/partitions/numbering.ts';
import { contentsOf } from '../../../equivalence/partitions/series.ts';
import { after, type Step, stepOf } from '../../../equivalence/partitions/step.ts';
import type { Catalog, CatalogObject } from '../../../model/catalog.ts';
import { type Identity, keyOf, printIdentity } from '../../../model/identity.ts';
import { mapTexts } from '../../../model/map-texts.ts';
import { planBetween } from '../../../plan/plan-between.ts';
import { sideOf } from '../../../plan/plan-family.ts';
import type { Correction, Uncorrected } from './correction.ts';
import { boundsFor, byHandSql } from './partition-bounds.ts';
import type { StoppedSeries } from './partitions-behind.ts';

/** SQL that makes the partitions of a series which are missing, or why there is none. */
type Continued =
  | { readonly sql: readonly string[]; readonly failsOnRows?: string }
  | { readonly reason: string };

/** The statements that continue a series, or why there are none. */
export function continued(
  live: Catalog,
  series: StoppedSeries,
): { corrections: Correction[]; uncorrected: Uncorrected[] } {
  const { finding } = series;
  const next = nextPartitions(live, series);
  if ('reason' in next) return { corrections: [], uncorrected: [{ finding, reason: next.reason }] };
  const { sql, ...more } = next;
  return {
    uncorrected: [],
    corrections: sql.map((each) => ({ finding, sql: each, does: 'create', ...more })),
  };
}

/** A series that is farther behind was left on purpose, or by mistake: nobody wants these many tables unread. */
const most = 400;

/** How many of the last ones have to agree. */
const agreeing = 3;

/**
 * Continues a series from its last partition before now to now, and one further, or to the next that is there: by the step of its
 * last ones, and called as those are. Each is like the last one, as jobs make them, with what that has of its own.
 */
function nextPartitions(
  live: Catalog,
  { parent, timed, until, rest }: Omit<StoppedSeries, 'finding'>,
): Continued {
  const inOrder = [...timed].sort((a, b) => a.span.from - b.span.from);
  const known = inOrder.filter(({ span }) => span.to <= until && Number.isFinite(span.from));
  const next = inOrder.find(({ span }) => span.from > until)?.span.from ?? Number.POSITIVE_INFINITY;
  const last = known.at(-1);
  if (!last) return { reason: 'none of its partitions is over: the first one begins later' };
  const byHand = (why: string): Continued => ({
    reason: `${why}: ${byHandSql(parent, last.table, last.span)}`,
  });
  const latest = known.slice(-agreeing);
  const step = stepOf(latest.map(({ span }) => span));
  const bounds = boundsFor(last.table, last.span);
  if (!step || !bounds) return byHand('its partitions do not say where the next one ends');
  const starts = startsFrom(last.span.to, step, until, next);
  if (starts.length > most) return byHand(`more than ${most} partitions are missing`);
  if (starts.some((at) => after(at, step) > next)) return byHand('what is missing is no whole partition');
  const numbered = latest.map(({ table, span }) => ({ name: table.id.name, from: span.from }));
  const naming = numberingOf(numbered, starts);
  if (!naming) return byHand('its partitions do not say what the next one is called');
  const continued = made(
    live,
    last.table,
    starts.map((from) => ({ from, to: after(from, step) })),
    naming,
    bounds,
  );
  if ('reason' in continued) return byHand(continued.reason);
  return rest ? { ...continued, failsOnRows: heldBy(rest) } : continued;
}

/** When partitions begin that follow each other from a time to the one that holds another, and one further, or to the next that is there. */
function startsFrom(first: number, step: Step, until: number, next: number): number[] {
  const starts: number[] = [];
  for (let at = first; at < next && starts.length <= most; at = after(at, step)) {
    starts.push(at);
    if (at > until) break;
  }
  return starts;
}

/** The server looks through a default partition, under a lock, for rows that a new one should hold. */
const heldBy = (rest: Identity): string =>
  `rows that belong there, as far as ${printIdentity(rest)} holds them, have to be moved out of it before`;

function made(
  live: Catalog,
  last: CatalogObject,
  spans: readonly { readonly from: number; readonly to: number }[],
  naming: Numbering,
  bounds: (from: number, to: number) => string,
): Continued {
  const own = contentsOf([last], live.objects).get(keyOf(last.id)) ?? [];
  if (own.some((each) => each !== last && each.id.kind === 'table'))
    return { reason: 'its partitions have partitions of their own' };
  const names = spans.map(({ from }, at) => naming(from, at + 1));
  const taken = new Set(
    live.objects.filter(({ id }) => id.schema === last.id.schema).map(({ id }) => id.name),
  );
  if (names.some((name) => taken.has(name) || Buffer.byteLength(name) > 63))
    return { reason: 'the names that the next ones would have are taken, or too long' };
  const objects = spans.flatMap(({ from, to }, at) =>
    own.flatMap((each) => likeIt(each, last, names[at] ?? '', bounds(from, to))),
  );
  const wanted = { ...live, objects: [...live.objects, ...objects] };
  const { statements, unplanned } = planBetween(sideOf(live, []), sideOf(wanted, []));
  const [left] = unplanned;
  return left ? { reason: left.reason } : { sql: statements.map(({ sql }) => sql) };
}

/** What belongs to one partition, as another one has it; what bears no name of it would be called as what is there. */
function likeIt(object: CatalogObject, last: CatalogObject, name: string, bounds: string): CatalogObject[] {
  const renamed = mapTexts(object, (text) => text.replaceAll(last.id.name, () => name));
  if (object !== last) return renamed.id.name === object.id.name && isInSchema(object) ? [] : [renamed];
  const { partitionOf = null } = object.attributes;
  const own = { partitionOf, partitionBounds: bounds, comment: null };
  return [{ ...renamed, attributes: { ...renamed.attributes, ...own } }];
}

const isInSchema = ({ id: { kind } }: CatalogObject): boolean =>
  ['index', 'primary-key', 'unique', 'exclusion', 'sequence'].includes(kind);
