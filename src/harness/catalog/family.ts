import type { CatalogObject, Value } from '../model/catalog.ts';
import type { CatalogQuery } from './catalog-query.ts';
import type { KindFacts } from './kind.ts';
import type { Reading } from './reading.ts';

/** One family of objects: what is asked, and what the answers mean. */
export interface Family {
  readonly statements: readonly CatalogQuery[];
  readonly toObjects: (reading: Reading) => CatalogObject[];
}

/** An object with all attributes that are written down of its kind, and no other. */
export interface Described<A extends string, T> extends Omit<CatalogObject, 'attributes'> {
  readonly attributes: T & Readonly<Record<A, Value>> & { readonly [K in Exclude<keyof T, A>]: never };
}

/** Makes an object of a row, or nothing; the compiler compares its attributes with those that are written down of the kind. */
export const described = <A extends string, R, T>(
  _kind: KindFacts<A>,
  toObject: (row: R, reading: Reading) => Described<A, T> | undefined,
): ((row: R, reading: Reading) => CatalogObject | undefined) => toObject;

/** Builds a family whose rows each become one object, if any; what else is looked at in `uses` is asked too. */
export const familyOf = <R>(
  statement: CatalogQuery<R>,
  toObject: (row: R, reading: Reading) => CatalogObject | undefined,
  uses: readonly CatalogQuery[] = [],
): Family => ({
  statements: [statement, ...uses],
  toObjects: (reading) => reading.candidates(statement).flatMap((row) => toObject(row, reading) ?? []),
});

/** Builds a family whose rows each become one object of a kind, if any. */
export const family = <A extends string, R, T>(
  kind: KindFacts<A>,
  statement: CatalogQuery<R>,
  toObject: (row: R, reading: Reading) => Described<A, T> | undefined,
  uses: readonly CatalogQuery[] = [],
): Family => familyOf(statement, described(kind, toObject), uses);
