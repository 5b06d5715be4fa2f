import type { Catalog, CatalogObject } from '../../model/catalog.ts';

/** What belongs to an extension is compared by itself. */
export const isMember = ({ id: { kind } }: Pick<CatalogObject, 'id'>): boolean => kind === 'extension-member';

export const withoutMembers = ({ server, objects }: Catalog): Catalog => ({
  server,
  objects: objects.filter((each) => !isMember(each)),
});
