import { type Identity, keyOf } from './identity.ts';

/** Names whose relative order matters: two are equal when the names they share stand in the same order. */
export interface Order {
  readonly order: readonly string[];
}

/** Texts by names that come and go: two are equal when the names they share have the same texts. */
export interface Shared {
  readonly shared: Readonly<Record<string, string>>;
}

/** What an attribute can hold. A list is compared as it stands, `null` means "has none". */
export type Value = null | boolean | number | string | readonly string[] | Order | Shared;

export type Attributes = Readonly<Record<string, Value>>;

/** One thing in a database: what it is called and what it is like. */
export interface CatalogObject {
  readonly id: Identity;
  readonly attributes: Attributes;
  /** Key of the object without which this one cannot exist, such as the table of a column. */
  readonly within?: string;
}

/** The server a catalog was read from, as far as it changes what things mean or how they print. */
export interface ServerFacts {
  /** As `server_version_num`: 180004 for 18.4. */
  readonly versionNumber: number;
  readonly version: string;
  readonly encoding: string;
  readonly collation: string;
  readonly timeZone: string;
}

/** An ordered set of objects, sorted by key, each key once. */
export interface Catalog {
  readonly server: ServerFacts;
  readonly objects: readonly CatalogObject[];
}

/** Plain code-unit order: the same on every machine, whatever its locale. */
export const compareKeys = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts objects into a catalog. Throws when two objects have the same identity. */
export function catalogOf(server: ServerFacts, objects: Iterable<CatalogObject>): Catalog {
  const byKey = new Map<string, CatalogObject>();
  for (const object of objects) {
    const key = keyOf(object.id);
    if (byKey.has(key)) throw new Error(`two objects of one catalog have the identity ${key}`);
    byKey.set(key, object);
  }
  const sorted = [...byKey].sort(([a], [b]) => compareKeys(a, b));
  return { server, objects: sorted.map(([, object]) => object) };
}

/** The objects of a catalog as text, one a line: equal texts mean equal catalogs, byte for byte. */
export const serialize = ({ objects }: Catalog): string =>
  objects.map(({ id, attributes }) => `${keyOf(id)} ${JSON.stringify(sortedEntries(attributes))}\n`).join('');

const sortedEntries = (attributes: Attributes) =>
  Object.entries(attributes).sort(([a], [b]) => compareKeys(a, b));
