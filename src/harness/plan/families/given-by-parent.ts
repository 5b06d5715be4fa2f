import type { CatalogObject } from '../../model/catalog.ts';
import { type Identity, keyOf, type Name } from '../../model/identity.ts';
import type { Side, Sql } from '../plan-family.ts';
import { afterColumn, columnOfPartition } from './columns.ts';

/** The column of a table that is inherited from which another one takes this column, if that is made too and gives it down. */
function giverOf(
  { id, within, attributes }: CatalogObject,
  before: Side,
  creates: ReadonlyMap<string, CatalogObject>,
): CatalogObject | undefined {
  if (id.kind !== 'column' || attributes.inherited !== true || !within) return undefined;
  const parents = (before.find(within)?.attributes.inherits ?? []) as readonly Name[];
  const columns = parents.map((parent): Identity => ({ ...id, ...of(parent) }));
  return columns.flatMap((column) => creates.get(keyOf(column)) ?? [])[0];
}

const of = ({ schema, name }: Name): Pick<Identity, 'table'> & Pick<Name, 'schema'> => ({
  ...(schema === undefined ? {} : { schema }),
  table: name,
});

/** What a new column that its parent gives it has besides; nothing for one that no parent gives. */
export function givenByParent(
  column: CatalogObject,
  before: Side,
  creates: ReadonlyMap<string, CatalogObject>,
): readonly Sql[] | undefined {
  const giver = giverOf(column, before, creates);
  if (!giver) return undefined;
  const isAlike = ['default', 'notNull'].every((each) => column.attributes[each] === giver.attributes[each]);
  return [...(isAlike ? [] : columnOfPartition(column)), ...afterColumn(column)];
}
