import { namersOf } from '../../../catalog/named-roles.ts';
import type { Catalog, CatalogObject } from '../../../model/catalog.ts';
import type { judgedRole } from './judged-role.ts';
import { taking } from './rights-of.ts';

/** The live catalog, with its roles as they are judged. */
export const withRolesOf = (
  expected: Catalog,
  live: Catalog,
  judged: ReturnType<typeof judgedRole>,
): Catalog => ({ ...live, objects: taking(expected, live, judged, isRole) });

const isRole = ({ id }: CatalogObject): boolean => id.kind === 'role';

/** A role that only the environment's grants named is nobody's any more. */
export function onlyNamed(objects: readonly CatalogObject[]): CatalogObject[] {
  const namers = namersOf(objects);
  return objects.flatMap((object) => {
    if (!isRole(object)) return [object];
    const within = namers.get(object.id.name);
    return within ? [{ ...object, within }] : [];
  });
}
