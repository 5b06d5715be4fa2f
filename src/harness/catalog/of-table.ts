import type { CatalogObject } from '../model/catalog.ts';
import { type Identity, keyOf, type Name } from '../model/identity.ts';
import { attributeOf } from './kinds.ts';

const tableId = ({ schema, name }: Name): Identity => ({
  kind: 'table',
  ...(schema === undefined ? {} : { schema }),
  name,
});

/** The table that an object is, is on, or counts for. */
export function tableOf({ id, within }: CatalogObject): Identity | undefined {
  if (id.kind === 'table') return id;
  const { schema, table } = within?.kind === 'column' ? within : id;
  return table === undefined
    ? undefined
    : tableId({ ...(schema === undefined ? {} : { schema }), name: table });
}

/** The table that a partition is part of. */
export function partitionedBy(object: CatalogObject | undefined): Identity | undefined {
  const parent = object && (attributeOf(object, 'table', 'partitionOf') as Name | null | undefined);
  return parent ? tableId(parent) : undefined;
}

export const isPartition = (object: CatalogObject): boolean => partitionedBy(object) !== undefined;

/** The objects of a catalog by their keys. */
export const byKeyOf = (objects: readonly CatalogObject[]): Map<string, CatalogObject> =>
  new Map(objects.map((object) => [keyOf(object.id), object]));
