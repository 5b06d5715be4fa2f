import { groupOf, isAboveRowSecurity, withoutAbove } from '../../../catalog/named-roles.ts';
import type { Attributes, Catalog, CatalogObject } from '../../../model/catalog.ts';
import { listOf, type RightsContext } from './rights-of.ts';

/**
 * What a role of the live database is like as far as it is compared, and as expected otherwise. Of one that a policy names or a
 * migration makes: whether row security binds it, and memberships in roles that the migrations know, or that it does not bind. Of
 * any: the memberships that migrations give or take. What a platform's own roles are is the platform's to say.
 */
export function judgedRole(
  { objects }: Catalog,
  { compare: { rights }, platformRoles = [], spoken = new Map() }: RightsContext,
  migrator: string,
): (want: CatalogObject, role: CatalogObject) => Attributes {
  const inPolicies = new Set(
    objects.filter(({ id }) => id.kind === 'policy').flatMap(({ attributes }) => listOf(attributes.roles)),
  );
  const made = [...spoken.values()].filter(({ attributes }) => attributes.made === true);
  const names = new Set(
    [...objects.filter(({ id }) => id.kind === 'role'), ...made].map(({ id }) => id.name),
  );
  const isAbove = (each: string): boolean => isAboveRowSecurity(each) || groupOf(each) === migrator;
  const ofPlatform = (each: string): string =>
    platformRoles.includes(groupOf(each)) ? withoutAbove(each) : each;
  return (want, { id: { name }, attributes: is }) => {
    if (rights === 'all') return is;
    if (rights === 'none' || platformRoles.includes(name)) return want.attributes;
    const groups = listOf(spoken.get(name)?.attributes.spoken);
    const isWhole = inPolicies.has(name) || spoken.get(name)?.attributes.made === true;
    const wanted = listOf(want.attributes.memberOf);
    // A superuser has the rights of every role, a member or not.
    const has = is.superuser === true ? wanted : listOf(is.memberOf).map(ofPlatform);
    const isKnown = (each: string): boolean =>
      groups.includes(groupOf(each)) || (isWhole && names.has(groupOf(each)));
    const isMeant = (each: string): boolean => isKnown(each) || (isWhole && isAbove(each));
    const kept = has.filter((each) => wanted.includes(each) || isMeant(each));
    const unknown = wanted.filter((each) => !kept.includes(each) && !isKnown(each));
    return {
      superuser: (isWhole && is.superuser === true) || want.attributes.superuser === true,
      bypassRls: (isWhole && is.bypassRls === true) || want.attributes.bypassRls === true,
      memberOf: [...kept, ...unknown].sort(),
    };
  };
}
