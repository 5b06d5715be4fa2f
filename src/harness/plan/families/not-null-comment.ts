import type { CatalogObject } from '../../model/catalog.ts';
import { commentOnNotNull } from '../lookups.ts';
import { ownerOf, qualified } from '../names.ts';
import { type Sql, statement } from '../plan-family.ts';

/** Comments on the NOT NULL of a column or a domain. */
export function notNullCommented({ id, attributes: { notNullComment } }: CatalogObject): readonly Sql[] {
  const comment = typeof notNullComment === 'string' ? notNullComment : null;
  return statement(
    id.kind === 'column'
      ? commentOnNotNull(ownerOf(id), id.name, comment)
      : commentOnNotNull(qualified(id), undefined, comment),
  );
}
