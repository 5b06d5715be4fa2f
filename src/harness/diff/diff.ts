import {
  type Attributes,
  type Catalog,
  type CatalogObject,
  compareKeys,
  type Shared,
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
 * All differences between two catalogs, in key order: one pass over two sorted lists.
 * `missing` is in `expected` only, `extra` is in `actual` only.
 */
export function diff(expected: Catalog, actual: Catalog): Difference[] {
  const differences: Difference[] = [];
  const left = expected.objects.map(withKey);
  const right = actual.objects.map(withKey);
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
  const names = new Set([...Object.keys(expected.attributes), ...Object.keys(actual.attributes)]);
  return [...names].sort(compareKeys).flatMap((attribute) => {
    const [a, b] = [valueAt(expected.attributes, attribute), valueAt(actual.attributes, attribute)];
    return sameValue(a, b) ? [] : [{ type: 'changed', object: expected, attribute, expected: a, actual: b }];
  });
}

const valueAt = (attributes: Attributes, name: string): Value => attributes[name] ?? null;

/** Whether two attribute values are equal; {@link Order} and {@link Shared} look at the names that both have. */
export function sameValue(a: Value, b: Value): boolean {
  if (has('order', a) && has('order', b)) return sameOrder(a.order, b.order);
  if (has('shared', a) && has('shared', b)) return sameTexts(a.shared, b.shared);
  return JSON.stringify(a) === JSON.stringify(b);
}

const has = <K extends 'order' | 'shared'>(
  key: K,
  value: Value,
): value is Extract<Value, Record<K, unknown>> => typeof value === 'object' && value !== null && key in value;

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  const [inA, inB] = [new Set(a), new Set(b)];
  return (
    JSON.stringify(a.filter((name) => inB.has(name))) === JSON.stringify(b.filter((name) => inA.has(name)))
  );
}

const sameTexts = (a: Shared['shared'], b: Shared['shared']): boolean =>
  Object.entries(a).every(([name, text]) => (b[name] ?? text) === text);
