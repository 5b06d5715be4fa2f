import { isOfPostgres } from '../../../catalog/grants.ts';
import type { Catalog, CatalogObject } from '../../../model/catalog.ts';
import { type Identity, isFuture, keyOf } from '../../../model/identity.ts';
import { byDefaultPrivileges } from './default-privileges.ts';
import { byPublic } from './public-privileges.ts';
import { isRight, listOf, type RightsContext } from './rights-of.ts';

/** Grants that may be compared: those of the environment are left out, or stay as far as they endanger. */
export function comparedGrants(
  expected: Catalog,
  live: Catalog,
  { granted, platformRoles = [] }: RightsContext,
  trusted: readonly string[],
): Catalog {
  const wanted = new Map(expected.objects.filter(isRight).map((each) => [keyOf(each.id), each]));
  const spoken = new Set([...wanted.values()].map(({ id }) => placeKey(id)));
  const hasFuture = [...wanted.values()].some(({ id }) => isFuture(id));
  const explanations = [byDefaultPrivileges(live.objects, wanted), byPublic(expected, live)];
  const isTrusted = ({ role = '', schema }: Identity): boolean =>
    trusted.includes(role) || platformRoles.includes(role) || isOfPostgres(schema);
  const judged = (grant: CatalogObject): CatalogObject[] => {
    const { id } = grant;
    if (!isRight(grant)) return [grant];
    const want = wanted.get(keyOf(id));
    if (id.kind === 'revoke') return want || id.role === '' || spoken.has(placeKey(id)) ? [grant] : [];
    if (id.role === 'public') return [grant];
    const isOurs = granted.has(id.role ?? '') && (!isFuture(id) || hasFuture);
    if (!want && !isOurs) return isGrantable(grant) && !isTrusted(id) ? [grant] : [];
    return withoutExplained(grant, want, new Set(explanations.flatMap((each) => [...each(grant)])));
  };
  return { ...live, objects: live.objects.flatMap(judged) };
}

/** What is spoken of, and to whom, whether it is given or taken. */
const placeKey = (id: Identity): string => keyOf({ ...id, kind: 'grant' });

const isGrantable = ({ attributes }: CatalogObject): boolean => listOf(attributes.grantable).length > 0;

/** Nothing is said of a privilege that only default privileges gave, or that PUBLIC has too. */
function withoutExplained(
  grant: CatalogObject,
  want: CatalogObject | undefined,
  explained: ReadonlySet<string>,
): CatalogObject[] {
  const expected = listOf(want?.attributes.privileges);
  const privileges = listOf(grant.attributes.privileges).filter(
    (each) =>
      expected.includes(each) || !explained.has(each) || listOf(grant.attributes.grantable).includes(each),
  );
  return privileges.length === 0 ? [] : [{ ...grant, attributes: { ...grant.attributes, privileges } }];
}
