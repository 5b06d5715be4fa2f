import {
  type Attributes,
  type CatalogObject,
  compareKeys,
  isList,
  isOrder,
  type Structure,
  type Value,
} from '../model/catalog.ts';
import { type Identity, keyOf } from '../model/identity.ts';

/** One way in which two catalogs are not the same. */
export type Difference =
  | { readonly type: 'missing' | 'extra'; readonly object: CatalogObject }
  | {
      readonly type: 'changed';
      readonly object: CatalogObject;
      readonly attribute: string;
      readonly expected: Value;
      readonly actual: Value;
    };

/** The identity a difference is about. */
export const identityOf = (difference: Difference): Identity => difference.object.id;

/**
 * All differences between two lists of objects that are each sorted by key, in key order: one pass over both.
 * `missing` is in `expected` only, `extra` is in `actual` only.
 */
export function diff(expected: readonly CatalogObject[], actual: readonly CatalogObject[]): Difference[] {
  const differences: Difference[] = [];
  const left = expected.map(withKey);
  const right = actual.map(withKey);
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const a = left[i];
    const b = right[j];
    const order = !a ? 1 : !b ? -1 : compareKeys(a.key, b.key);
    if (order < 0 && a) differences.push({ type: 'missing', object: a.object });
    else if (order > 0 && b) differences.push({ type: 'extra', object: b.object });
    else if (a && b) differences.push(...changes(a.object, b.object));
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return differences;
}

const withKey = (object: CatalogObject) => ({ key: keyOf(object.id), object });

function changes(expected: CatalogObject, actual: CatalogObject): Difference[] {
  const changed = (attribute: string): boolean =>
    !sameValue(valueAt(expected.attributes, attribute), valueAt(actual.attributes, attribute));
  return namesIn(expected.attributes, actual.attributes)
    .filter(changed)
    .sort(compareKeys)
    .map((attribute) => ({
      type: 'changed',
      object: expected,
      attribute,
      expected: valueAt(expected.attributes, attribute),
      actual: valueAt(actual.attributes, attribute),
    }));
}

/** The names that either has. */
const namesIn = (a: Structure, b: Structure): string[] => [
  ...Object.keys(a),
  ...Object.keys(b).filter((name) => !Object.hasOwn(a, name)),
];

const valueAt = (attributes: Attributes, name: string): Value => attributes[name] ?? null;

/** Whether two attribute values are equal; an {@link Order} looks at the names that both have. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isList(a) || isList(b)) return isList(a) && isList(b) && sameList(a, b);
  if (isOrder(a) && isOrder(b)) return sameOrder(a.order, b.order);
  return sameParts(a, b);
}

const sameList = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length && a.every((each, at) => sameValue(each, b[at] ?? null));

const sameParts = (a: Structure, b: Structure): boolean =>
  namesIn(a, b).every((part) => sameValue(a[part] ?? null, b[part] ?? null));

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  const [inA, inB] = [new Set(a), new Set(b)];
  return sameList(
    a.filter((name) => inB.has(name)),
    b.filter((name) => inA.has(name)),
  );
}
