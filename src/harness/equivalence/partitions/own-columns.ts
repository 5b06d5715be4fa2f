import { attributeOf } from '../../catalog/kinds.ts';
import { byKeyOf, partitionedBy, tableOf } from '../../catalog/of-table.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import { type Identity, keyOf } from '../../model/identity.ts';

/**
 * A side with the columns of its partitions that have something of their own on the other side only: here they are as
 * their table gives them.
 */
export function withColumnsOf(
  side: readonly CatalogObject[],
  other: readonly CatalogObject[],
): CatalogObject[] {
  const [here, there] = [byKeyOf(side), byKeyOf(other)];
  const added = other.flatMap((column) => {
    const table = column.id.kind === 'column' ? tableOf(column) : undefined;
    if (!table || here.has(keyOf(column.id)) || !partitionedBy(there.get(keyOf(table)))) return [];
    return asGiven(column, table, here) ?? [];
  });
  return [...side, ...added];
}

/** Neither comments nor options are given to partitions. */
function asGiven(
  { id, within }: CatalogObject,
  table: Identity,
  here: ReadonlyMap<string, CatalogObject>,
): CatalogObject | undefined {
  const root = rootOf(table, here);
  if (!root || keyOf(root) === keyOf(table)) return undefined;
  const given = here.get(
    keyOf({ ...id, ...(root.schema === undefined ? {} : { schema: root.schema }), table: root.name }),
  );
  if (!given || attributeOf(given, 'column', 'type') === undefined) return undefined;
  const attributes = {
    ...given.attributes,
    comment: null,
    notNullComment: null,
    options: [],
    inherited: false,
  };
  return { id, attributes, ...(within ? { within } : {}) };
}

function rootOf(table: Identity, here: ReadonlyMap<string, CatalogObject>): Identity | undefined {
  const found = here.get(keyOf(table));
  if (!found) return undefined;
  const parent = partitionedBy(found);
  return parent ? rootOf(parent, here) : found.id;
}
