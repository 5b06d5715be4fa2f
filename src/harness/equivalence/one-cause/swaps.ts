import type { CatalogObject } from '../../model/catalog.ts';
import { type Kind, keyOf } from '../../model/identity.ts';
import { differencesBetween } from '../differences.ts';
import { haveSameColumns, isInPlace, keptNames, type Rename, type Sides, sideOf } from './renames.ts';
import { isSameButName } from './same-but-name.ts';

type Objects = readonly CatalogObject[];

/** Kinds that nothing but a name tells from another of them in what uses them. */
const swappable: readonly Kind[] = [
  'table',
  'column',
  'unique',
  'foreign-key',
  'check',
  'exclusion',
  'index',
  'policy',
  'trigger',
];

const firstOf: readonly Kind[] = ['table', 'column'];

/** Two objects of which each is, where it is expected, what the other one is: that one first and then this. */
export function swapsBetween(
  expected: { readonly objects: Objects },
  actual: { readonly objects: Objects },
): Rename[] {
  const found = differencesBetween(expected.objects, actual.objects).differences;
  const sides = { expected: sideOf(expected.objects), actual: sideOf(actual.objects) };
  const changed = new Set(
    found.flatMap(({ object: { id, within } }) => [keyOf(id), ...(within ? [keyOf(within)] : [])]),
  );
  const there = expected.objects.flatMap((object): Both[] => {
    const now = sides.actual.byKey.get(keyOf(object.id));
    return now && swappable.includes(object.id.kind) && changed.has(keyOf(object.id))
      ? [{ object, now }]
      : [];
  });
  if (there.length > mostChanged) return [];
  const pairs = there.flatMap((a, at) =>
    there.slice(at + 1).flatMap((b) => (areSwapped(a, b, sides) ? [[a, b] as const] : [])),
  );
  const isOnly = (pair: readonly Both[]): boolean =>
    pairs.every((other) => other === pair || !other.some((each) => pair.includes(each)));
  const swaps = pairs.filter(isOnly);
  // What is in a table, and what is of a column, can be told once these have their names.
  const first = firstOf.find((kind) => swaps.some(([{ object }]) => object.id.kind === kind));
  return swaps
    .filter(([{ object }]) => first === undefined || object.id.kind === first)
    .flatMap(([a, b]) => [
      { missing: a.object, extra: b.now },
      { missing: b.object, extra: a.now },
    ]);
}

/** With more of them, one side is of another database. */
const mostChanged = 200;

/** One thing that is on both sides: as it is expected, and as it is. */
interface Both {
  readonly object: CatalogObject;
  readonly now: CatalogObject;
}

function areSwapped(a: Both, b: Both, sides: Sides): boolean {
  const [one, other] = [a.object.id, b.object.id];
  if (one.kind !== other.kind || one.schema !== other.schema || one.table !== other.table) return false;
  if (!isTheOther(a.object, b.now, sides) || !isTheOther(b.object, a.now, sides)) return false;
  return one.kind === 'table' ? haveEachOthersParts(a, b, sides) : !isSameButName(a.object, a.now, []);
}

function isTheOther(expected: CatalogObject, actual: CatalogObject, sides: Sides): boolean {
  if (expected.id.kind === 'column' && !isInPlace(expected, actual, sides)) return false;
  if (expected.id.kind === 'table' && !haveSameColumns(expected, actual, sides, [])) return false;
  return isSameButName(expected, actual, []);
}

/** A table that is renamed keeps the names of its keys and indexes: two that were altered into each other have their own. */
function haveEachOthersParts(a: Both, b: Both, { expected, actual }: Sides): boolean {
  const names = (each: Both, side: Sides['actual']): string => keptNames(each.object.id, side).sort().join();
  const [ofA, ofB] = [names(a, expected), names(b, expected)];
  return ofA !== ofB && ofA === names(b, actual) && ofB === names(a, actual);
}
