import { ownerOf, quoteName } from '../names.ts';
import { type Change, type Sql, statement } from '../plan-family.ts';

/** A table is clustered by one index at most: by another one, it is no longer by this. */
export function setClustered({ to, after }: Change): readonly Sql[] {
  const alter = `ALTER TABLE ${ownerOf(to.id)}`;
  if (to.attributes.clustered) return statement(`${alter} CLUSTER ON ${quoteName(to.id.name)}`);
  const others = to.within ? after.partsOf(to.within) : [];
  return others.some(({ attributes }) => attributes.clustered)
    ? []
    : statement(`${alter} SET WITHOUT CLUSTER`);
}
