import { type Identity, keyOf, type Name } from './identity.ts';

/** Names whose relative order matters: two are equal when the names they share are in the same order. */
export type Order = { readonly order: readonly string[] };

/** A value in parts, whose order means nothing. The code names the parts, never what they are about. */
export type Structure = { readonly [part: string]: Value };

/** What an attribute can hold. A list is compared as it stands, `null` means "has none". */
export type Value = null | boolean | number | string | readonly Value[] | Structure;

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isOrder = (value: Structure): value is Order => 'order' in value;

/** One key of an index, an exclusion constraint or a partitioned table, with what is not the default of its column. */
export type Key = {
  /** A column as SQL names it, or an expression. */
  readonly expression: string;
  readonly collation: Name | null;
  readonly opclass: Name | null;
  /** Of the operator class, as `siglen=100`. */
  readonly parameters: readonly string[];
  readonly direction: 'DESC' | 'NULLS FIRST' | 'DESC NULLS LAST' | null;
  /** What an exclusion constraint compares with. */
  readonly operator?: Name;
};

export type Attributes = Readonly<Record<string, Value>>;

/** One thing in a database: what it is called and what it is like. */
export interface CatalogObject {
  readonly id: Identity;
  readonly attributes: Attributes;
  /** The object without which this one cannot exist, such as the table of a column. */
  readonly within?: Identity;
  /** Others without which it cannot exist, such as the publication that a table is in. */
  readonly needs?: readonly Identity[];
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

const sameIdentity = (key: string) => new Error(`two objects of one catalog have the identity ${key}`);

/** Sorts objects by key. Throws when two of them have the same identity. */
export function inKeyOrder(objects: Iterable<CatalogObject>): CatalogObject[] {
  const keyed = Array.from(objects, (object) => ({ key: keyOf(object.id), object }));
  keyed.sort((a, b) => compareKeys(a.key, b.key));
  const twice = keyed.find(({ key }, at) => key === keyed[at + 1]?.key);
  if (twice) throw sameIdentity(twice.key);
  return keyed.map(({ object }) => object);
}

/** Objects in key order with some more, of which none is among them: what is there is not sorted again. */
export function withInKeyOrder(
  sorted: readonly CatalogObject[],
  more: readonly CatalogObject[],
): CatalogObject[] {
  const all: CatalogObject[] = [];
  let from = 0;
  for (const object of inKeyOrder(more)) {
    const to = placeOf(keyOf(object.id), sorted, from);
    for (const each of sorted.slice(from, to)) all.push(each);
    all.push(object);
    from = to;
  }
  return all.concat(sorted.slice(from));
}

/** Where an object with this key goes, at `from` or after it. Throws when there is one already. */
function placeOf(key: string, sorted: readonly CatalogObject[], from: number): number {
  const keyAt = (place: number): string | undefined => sorted[place] && keyOf(sorted[place].id);
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keyAt(middle) ?? '') < key) low = middle + 1;
    else high = middle;
  }
  if (keyAt(low) === key) throw sameIdentity(key);
  return low;
}

/** Sorts objects into a catalog. Throws when two objects have the same identity. */
export const catalogOf = (server: ServerFacts, objects: Iterable<CatalogObject>): Catalog => ({
  server,
  objects: inKeyOrder(objects),
});
