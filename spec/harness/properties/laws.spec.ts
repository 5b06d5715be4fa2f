import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Difference, diff } from '../../../src/harness/diff/diff.ts';
import { fold } from '../../../src/harness/diff/fold.ts';
import { type CatalogObject, inKeyOrder, type Value } from '../../../src/harness/model/catalog.ts';
import { type Identity, keyOf, kinds } from '../../../src/harness/model/identity.ts';
import { parameters } from '../../lib/support/settings.ts';

const aName = fc.constantFrom('a', 'b', 'B', 'a b', '"', ',', '');
const anIdentity: fc.Arbitrary<Identity> = fc.record(
  { kind: fc.constantFrom(...kinds), schema: aName, table: aName, name: aName },
  { requiredKeys: ['kind', 'name'] },
);
const aScalar: fc.Arbitrary<Value> = fc.constantFrom(null, true, false, 0, 1, '', 'a');
const aStructure = fc.record({ a: aScalar, b: fc.array(aScalar, { maxLength: 2 }) }, { requiredKeys: [] });
const aValue: fc.Arbitrary<Value> = fc.oneof(
  aScalar,
  fc.array(fc.oneof(aName, aStructure), { maxLength: 2 }),
  aStructure,
  fc.record({ order: fc.uniqueArray(aName, { maxLength: 3 }) }),
);
const anObject: fc.Arbitrary<CatalogObject> = fc
  .record({
    id: anIdentity,
    attributes: fc.dictionary(fc.constantFrom('x', 'y', 'z'), aValue),
    parent: anIdentity,
  })
  .map(({ id, attributes, parent }) => ({ id, attributes, within: parent }));
type Objects = readonly CatalogObject[];
const someObjects: fc.Arbitrary<Objects> = fc
  .uniqueArray(anObject, { selector: ({ id }) => keyOf(id), maxLength: 12 })
  .map(inKeyOrder);

const law = (sentence: string, holds: (a: Objects, b: Objects) => void): void =>
  it(sentence, () => fc.assert(fc.property(someObjects, someObjects, holds), parameters(300)));

const mirrored = (difference: Difference): Difference =>
  difference.type === 'changed'
    ? { ...difference, expected: difference.actual, actual: difference.expected }
    : { ...difference, type: difference.type === 'missing' ? 'extra' : 'missing' };

/** What a difference says, without the object it was found on. */
const said = (difference: Difference) => {
  const { object, ...rest } = difference;
  return { key: keyOf(object.id), ...rest };
};

law('a catalog does not differ from itself', (a) => {
  expect(diff(a, a)).toEqual([]);
  expect(diff(a, structuredClone(a))).toEqual([]);
});

law('swapping the sides swaps missing with extra and expected with actual', (a, b) => {
  expect(diff(b, a).map(mirrored).map(said)).toEqual(diff(a, b).map(said));
});

law('differences come in the order of their keys, each object missing or extra once', (a, b) => {
  const keys = diff(a, b).map(({ object }) => keyOf(object.id));
  expect(keys).toEqual([...keys].sort());
  const whole = diff(a, b).filter(({ type }) => type !== 'changed');
  expect(new Set(whole.map(({ object }) => keyOf(object.id))).size).toBe(whole.length);
});

law('what is missing or extra is what one side alone has', (a, b) => {
  const keysOf = (objects: Objects) => new Set(objects.map(({ id }) => keyOf(id)));
  const [left, right] = [keysOf(a), keysOf(b)];
  for (const { type, object } of diff(a, b)) {
    expect(left.has(keyOf(object.id))).toBe(type !== 'extra');
    expect(right.has(keyOf(object.id))).toBe(type !== 'missing');
  }
});

law('folding leaves out only what lies within something missing or extra', (a, b) => {
  const all = diff(a, b);
  const gone = new Set(all.filter(({ type }) => type !== 'changed').map(({ object }) => keyOf(object.id)));
  const folded = new Set(fold(all));
  for (const each of all.filter((difference) => !folded.has(difference))) {
    expect(each.type).not.toBe('changed');
    expect(gone.has(each.object.within ? keyOf(each.object.within) : '')).toBe(true);
  }
});
