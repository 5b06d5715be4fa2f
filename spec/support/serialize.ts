import { type Attributes, type Catalog, compareKeys } from '../../src/harness/model/catalog.ts';
import { keyOf } from '../../src/harness/model/identity.ts';

/** The objects of a catalog as text, one a line: equal texts mean equal catalogs, byte for byte. */
export const serialize = ({ objects }: Catalog): string =>
  objects.map(({ id, attributes }) => `${keyOf(id)} ${JSON.stringify(sortedEntries(attributes))}\n`).join('');

const sortedEntries = (attributes: Attributes) =>
  Object.entries(attributes).sort(([a], [b]) => compareKeys(a, b));
