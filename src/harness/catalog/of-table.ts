import type { CatalogObject, Value } from '../model/catalog.ts';
import { type Identity, keyOf, type Name } from '../model/identity.ts';
import { attributeOf } from './kinds.ts';

const tableId = ({ schema, name }: Name): Identity => ({
  kind: 'table',
  ...(schema === undefined ? {} : { schema }),
  name,
});

/** The table, or foreign table, that an object is, is on, or counts for. */
export function tableOf({ id, within }: CatalogObject): Identity | undefined {
  if (id.kind === 'table' || id.kind === 'foreign-table') return id;
  if (within?.kind === 'foreign-table') return within;
  const { schema, table } = within?.kind === 'column' ? within : id;
  return table === undefined
    ? undefined
    : tableId({ ...(schema === undefined ? {} : { schema }), name: table });
}

/** The table that a partition is part of. */
export function partitionedBy(object: CatalogObject | undefined): Identity | undefined {
  const parent = object && (ofPartition(object, 'partitionOf') as Name | null | undefined);
  return parent ? tableId(parent) : undefined;
}

/** What a table or a foreign table says of itself as a partition. */
export const ofPartition = (
  object: CatalogObject,
  attribute: 'partitionOf' | 'partitionBounds',
): Value | undefined =>
  attributeOf(object, 'table', attribute) ?? attributeOf(object, 'foreign-table', attribute);

export const isPartition = (object: CatalogObject): boolean => partitionedBy(object) !== undefined;

/** The objects of a catalog by their keys. */
export const byKeyOf = (objects: readonly CatalogObject[]): Map<string, CatalogObject> =>
  new Map(objects.map((object) => [keyOf(object.id), object]));
