import { isForOwner } from '../../../catalog/named-roles.ts';
import { type Catalog, type CatalogObject, compareKeys } from '../../../model/catalog.ts';
import { keyOf, printName } from '../../../model/identity.ts';
import { ownerOf } from './environment-owner.ts';
import { listOf, type RightsContext } from './rights-of.ts';

/**
 * Says of the role that owns what the migrations make, where a policy is for it, which tables' policies do not bind it for
 * that: row security binds an owner only where it is FORCED (Postgres manual, "Row Security Policies"). Where a migration
 * gives it the table, or makes the policy for whoever migrates, that is so everywhere.
 */
export function withOwnedTables(
  expected: Catalog,
  live: Catalog,
  { compare: { rights }, platformRoles = [] }: RightsContext,
  migrator: string,
): Catalog {
  if (rights === 'none' || platformRoles.includes(migrator)) return live;
  const ownedTables = tablesWithPoliciesFor(migrator, live, expected);
  if (ownedTables.length === 0) return live;
  const isMigrator = ({ id }: CatalogObject): boolean => id.kind === 'role' && id.name === migrator;
  return {
    ...live,
    objects: live.objects.map((object) =>
      isMigrator(object) ? { ...object, attributes: { ...object.attributes, ownedTables } } : object,
    ),
  };
}

function tablesWithPoliciesFor(role: string, live: Catalog, expected: Catalog): string[] {
  const policies = live.objects.filter(
    ({ id, attributes }) => id.kind === 'policy' && listOf(attributes.roles).includes(role),
  );
  if (policies.length === 0) return [];
  const [tables, wanted] = [live, expected].map(
    ({ objects }) => new Map(objects.flatMap((each) => (isTable(each) ? [[keyOf(each.id), each]] : []))),
  );
  const forMigrator = new Set(expected.objects.filter(isForOwner).map(({ id }) => keyOf(id)));
  const names = policies.flatMap(({ id, within }) => {
    if (!within) return [];
    const table = tables?.get(keyOf(within));
    const want = wanted?.get(keyOf(within));
    const isBound = table?.attributes.rowSecurityForced === true || table?.attributes.rowSecurity !== true;
    const isGiven = !want || ownerOf(want) === role || forMigrator.has(keyOf(id));
    return !table || isBound || isGiven || ownerOf(table) !== null ? [] : [printName(within)];
  });
  return [...new Set(names)].sort(compareKeys);
}

const isTable = ({ id: { kind } }: CatalogObject): boolean => kind === 'table';
