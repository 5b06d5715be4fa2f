import { partitionedBy } from '../../catalog/of-table.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import { type Identity, keyOf, type Name } from '../../model/identity.ts';
import type { Change, PlanFamily, Side, Sql } from '../plan-family.ts';

type Alter = PlanFamily['alter'][string];

/**
 * ALTER TABLE gives a column's default, storage and statistics target to all partitions and tables that inherit, and takes
 * what they have of their own: they get it back after it, by `restore`.
 */
export const givingDown =
  (attribute: string, alter: Alter, restore: (column: CatalogObject) => readonly Sql[]): Alter =>
  (change) => {
    const planned = alter(change);
    if (planned === 'recreate' || 'refused' in planned || planned.length === 0) return planned;
    return [...planned, ...ownBelow(attribute, change).flatMap(restore)];
  };

/** The columns below a table's that are to have something else than it gives them. */
function ownBelow(attribute: string, { to, before, after }: Change): CatalogObject[] {
  const table = to.within;
  if (!table) return [];
  return after.objects.filter(
    ({ id, within, attributes }) =>
      id.kind === 'column' &&
      id.name === to.id.name &&
      within !== undefined &&
      attributes[attribute] !== to.attributes[attribute] &&
      isBelow(within, table, before) &&
      isBelow(within, table, after),
  );
}

const isBelow = (table: Identity, top: Identity, side: Side): boolean =>
  parentsOf(table, side).some((parent) => keyOf(parent) === keyOf(top) || isBelow(parent, top, side));

function parentsOf(table: Identity, side: Side): Identity[] {
  const object = side.find(table);
  const parent = partitionedBy(object);
  const inherits = (object?.attributes.inherits ?? []) as readonly Name[];
  return [...(parent ? [parent] : []), ...inherits.map((name): Identity => ({ kind: 'table', ...name }))];
}

/** Whether a column is one of a partition: all that is other in another partition is planned by itself. */
export const isOfPartition = ({ within }: CatalogObject, side: Side): boolean =>
  within !== undefined && partitionedBy(side.find(within)) !== undefined;

/** Whether a column has its type from a table above it, before and after: only there it can be changed, for both. */
export function hasTypeFromAbove({ to, before, after }: Change): boolean {
  if (!to.within) return false;
  const [was, is] = [parentsOf(to.within, before), parentsOf(to.within, after)];
  return was.some(
    (parent) =>
      is.some((each) => keyOf(each) === keyOf(parent)) &&
      (isOfPartition(to, after) || hasColumn(parent, to.id.name, before)),
  );
}

const hasColumn = (table: Identity, name: string, side: Side): boolean =>
  side.partsOf(table).some(({ id }) => id.kind === 'column' && id.name === name);
