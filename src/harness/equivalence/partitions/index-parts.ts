import type { CatalogObject, Structure } from '../../model/catalog.ts';
import { keyOf } from '../../model/identity.ts';

/** Two sides that tell of the parts of indexes on such partitions only as both have: of others, that they are missing is all. */
export function withParts(side: readonly CatalogObject[], other: readonly CatalogObject[]): CatalogObject[] {
  const tables = [side, other].map(
    (objects) => new Set(objects.filter(({ id }) => id.kind === 'table').map(({ id }) => keyOf(id))),
  );
  const isInBoth = (part: Structure): boolean => {
    const { schema, name } = part.partition as { readonly schema: string; readonly name: string };
    return tables.every((each) => each.has(keyOf({ kind: 'table', schema, name })));
  };
  return side.map((object) => {
    const { partitionIndexes } = object.attributes;
    if (!Array.isArray(partitionIndexes) || partitionIndexes.length === 0) return object;
    return {
      ...object,
      attributes: { ...object.attributes, partitionIndexes: partitionIndexes.filter(isInBoth) },
    };
  });
}
