import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Change, catalogAfter, changeBetween } from '../../../src/harness/history/timeline.ts';
import {
  type CatalogObject,
  catalogOf,
  type ServerFacts,
  type Value,
} from '../../../src/harness/model/catalog.ts';
import { keyOf } from '../../../src/harness/model/identity.ts';

const server: ServerFacts = {
  versionNumber: 180004,
  version: '18.4',
  encoding: 'UTF8',
  collation: 'C',
  timeZone: 'UTC',
};

const aValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Value>(null, true, false, 1, 'a', 'b'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'order'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
  ),
})).value;

const anObject: fc.Arbitrary<CatalogObject> = fc.record(
  {
    id: fc.record(
      {
        kind: fc.constant('table' as const),
        schema: fc.constantFrom('p', '"'),
        name: fc.constantFrom('a', 'b', 'é', ''),
      },
      { noNullPrototype: true },
    ),
    attributes: fc.dictionary(fc.constantFrom('x', 'y'), aValue, { noNullPrototype: true }),
    needs: fc.constantFrom([], [{ kind: 'schema' as const, name: 'p' }]),
  },
  { requiredKeys: ['id', 'attributes'], noNullPrototype: true },
);

const aCatalog = fc
  .uniqueArray(anObject, { selector: ({ id }) => keyOf(id), maxLength: 6 })
  .map((objects) => catalogOf(server, objects));

const keysOf = ({ now, gone }: Change): string[] => [...now.map(({ id }) => keyOf(id)), ...gone].sort();

it('a change holds what differs, by what Node says is equal, and leads from one catalog to the next', () => {
  fc.assert(
    fc.property(aCatalog, aCatalog, (before, after) => {
      const change = changeBetween('0000_a', before, after);
      const [old, made] = [before, after].map(
        ({ objects }) => new Map(objects.map((each) => [keyOf(each.id), each])),
      );
      const keys = [...new Set([...(old?.keys() ?? []), ...(made?.keys() ?? [])])];
      const differing = keys.filter((key) => !isDeepStrictEqual(old?.get(key), made?.get(key)));
      expect(keysOf(change)).toEqual(differing.sort());
      const timeline = { server, empty: before.objects, changes: [change] };
      expect(catalogAfter(timeline, 1)).toEqual(after);
    }),
    { numRuns: 1000 },
  );
});
