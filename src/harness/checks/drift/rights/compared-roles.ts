import { groupOf, isAboveRowSecurity, namersOf } from '../../../catalog/named-roles.ts';
import type { Catalog, CatalogObject } from '../../../model/catalog.ts';
import { listOf, type RightsContext, taking } from './rights-of.ts';

/**
 * A role that row security does not bind in the live database alone is told of; memberships only of roles that the migrations
 * know, or of those that row security does not bind. What a platform's own roles are is the platform's to say.
 */
export function withRolesOf(
  expected: Catalog,
  live: Catalog,
  { compare: { rights }, platformRoles = [] }: RightsContext,
  migrator: string,
): Catalog {
  if (rights === 'all') return live;
  const inPolicies = new Set(
    expected.objects
      .filter(({ id }) => id.kind === 'policy')
      .flatMap(({ attributes }) => listOf(attributes.roles)),
  );
  const isJudged = (name: string): boolean => inPolicies.has(name) && !platformRoles.includes(name);
  const names = new Set(expected.objects.filter(({ id }) => id.kind === 'role').map(({ id }) => id.name));
  const isAbove = (each: string): boolean => isAboveRowSecurity(each) || groupOf(each) === migrator;
  const asExpected = (want: CatalogObject, role: CatalogObject) => {
    if (rights === 'none' || !isJudged(role.id.name)) return want.attributes;
    const memberOf = listOf(role.attributes.memberOf).filter(
      (each) => listOf(want.attributes.memberOf).includes(each) || names.has(groupOf(each)) || isAbove(each),
    );
    const unknown = listOf(want.attributes.memberOf).filter(
      (each) => !memberOf.includes(each) && !names.has(groupOf(each)),
    );
    return {
      superuser: role.attributes.superuser === true || want.attributes.superuser === true,
      bypassRls: role.attributes.bypassRls === true || want.attributes.bypassRls === true,
      memberOf: [...memberOf, ...unknown].sort(),
    };
  };
  return { ...live, objects: taking(expected, live, asExpected, ({ id }) => id.kind === 'role') };
}

/** A role that only the environment's grants named is nobody's any more. */
export function onlyNamed(objects: readonly CatalogObject[]): CatalogObject[] {
  const namers = namersOf(objects);
  return objects.flatMap((object) => {
    if (object.id.kind !== 'role') return [object];
    const within = namers.get(object.id.name);
    return within ? [{ ...object, within }] : [];
  });
}
