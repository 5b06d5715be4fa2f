import { type Difference, sameValue } from '../diff/diff.ts';
import { differencesBetween } from '../equivalence/differences.ts';
import type { Catalog, Value } from '../model/catalog.ts';
import { printIdentity } from '../model/identity.ts';
import { printValue } from '../model/print-value.ts';

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What `expect(catalog)` can do once this module is loaded. */
export interface CatalogMatchers<R> {
  /** Two catalogs hold the same objects with the same attributes; a failure lists what differs. */
  toEqualCatalog(expected: Catalog): R;
  /** A catalog holds an object, printed as `index public.orders.orders_note_idx`, with at least these attributes. */
  toHaveObject(printed: string, attributes?: Readonly<Record<string, Value>>): R;
}

/** For `expect.extend`: they compare catalogs, and say in their failures what differs. */
export const matchers = {
  toEqualCatalog(actual: Catalog, expected: Catalog): Result {
    const differences = differencesBetween(expected.objects, actual.objects).differences;
    return {
      pass: differences.length === 0,
      message: () =>
        differences.length === 0
          ? 'the catalogs are equal'
          : `the catalogs differ:\n${differences.map((each) => `  ${printDifference(each)}\n`).join('')}`,
    };
  },

  toHaveObject(catalog: Catalog, printed: string, attributes: Readonly<Record<string, Value>> = {}): Result {
    const object = catalog.objects.find(({ id }) => printIdentity(id) === printed);
    if (!object) return { pass: false, message: () => `there is no ${printed}` };
    const wrong = Object.entries(attributes).filter(
      ([name, value]) => !sameValue(object.attributes[name] ?? null, value),
    );
    const lines = wrong.map(([name, value]) => {
      const actual = printValue(object.attributes[name]);
      return `${printed}: ${name} is ${actual}, expected ${printValue(value)}`;
    });
    return {
      pass: wrong.length === 0,
      message: () => lines.join('\n') || `there is ${printed}, with these attributes`,
    };
  },
};

function printDifference(difference: Difference): string {
  const name = printIdentity(difference.object.id);
  if (difference.type !== 'changed') return `${name} is ${difference.type}`;
  const { attribute, actual, expected } = difference;
  return `${name}: ${attribute} is ${printValue(actual)}, expected ${printValue(expected)}`;
}
