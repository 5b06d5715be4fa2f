import type { CatalogObject } from '../model/catalog.ts';
import { keyOf, type Name } from '../model/identity.ts';

const tableKey = ({ schema = '', name }: Name): string => JSON.stringify([schema, name]);
const from = ({ id: { schema, table = '' } }: CatalogObject): string =>
  tableKey({ ...(schema === undefined ? {} : { schema }), name: table });
const to = ({ attributes }: CatalogObject): string => tableKey(attributes.references as Name);

/** Foreign keys of dropped tables that refer to one another in a circle: as long as they are there, none of these can go. */
export function circularKeys(dropped: ReadonlyMap<string, CatalogObject>): ReadonlySet<string> {
  const keys = [...dropped.values()].filter(({ id }) => id.kind === 'foreign-key');
  const reaches = (start: string, end: string, seen = new Set<string>()): boolean =>
    start === end ||
    (!seen.has(start) &&
      keys.some((key) => from(key) === start && to(key) !== start && reaches(to(key), end, seen.add(start))));
  return new Set(
    keys.filter((key) => from(key) !== to(key) && reaches(to(key), from(key))).map(({ id }) => keyOf(id)),
  );
}
