import { isOfPostgres } from '../../../catalog/grants.ts';
import { nothingWithdrawn } from '../../../history/withdrawn-after.ts';
import type { Catalog, CatalogObject } from '../../../model/catalog.ts';
import { type Identity, isFuture, keyOf } from '../../../model/identity.ts';
import { byDefaultPrivileges } from './default-privileges.ts';
import { byPublic } from './public-privileges.ts';
import { isRight, listOf, type RightsContext } from './rights-of.ts';
import { byWithdrawal } from './withdrawn-rights.ts';

/** Grants that may be compared: those of the environment are left out, or stay as far as they endanger. */
export function comparedGrants(
  expected: Catalog,
  live: Catalog,
  { granted, platformRoles = [], withdrawn = nothingWithdrawn }: RightsContext,
  trusted: readonly string[],
): Catalog {
  const wanted = new Map(expected.objects.filter(isRight).map((each) => [keyOf(each.id), each]));
  const spoken = new Set([...wanted.values()].map(({ id }) => placeKey(id)));
  const hasFuture = [...wanted.values()].some(({ id }) => isFuture(id));
  const { taken, formerly } = byWithdrawal(withdrawn, (name) => trusted.includes(name));
  const explanations = [byDefaultPrivileges(live.objects, wanted), byPublic(expected, live), formerly];
  const isTrusted = ({ role = '', schema }: Identity): boolean =>
    trusted.includes(role) || platformRoles.includes(role) || isOfPostgres(schema);
  const judged = (grant: CatalogObject): CatalogObject[] => {
    const { id } = grant;
    if (!isRight(grant)) return [grant];
    const want = wanted.get(keyOf(id));
    if (id.kind === 'revoke') return want || id.role === '' || spoken.has(placeKey(id)) ? [grant] : [];
    if (id.role === 'public') return [grant];
    const isOurs = granted.has(id.role ?? '') && (!isFuture(id) || hasFuture);
    const gone = trusted.includes(id.role ?? '') ? none : taken(grant);
    const isAll = listOf(grant.attributes.privileges).every((each) => gone.has(each));
    if (!want && !isOurs && (isAll || !isGrantable(grant) || isTrusted(id))) return onlyWith(grant, gone);
    if (!want && !isOurs) return [grant];
    const explained = explanations.flatMap((each) => [...each(grant)]).filter((each) => !gone.has(each));
    return withoutExplained(grant, want, new Set(explained));
  };
  return { ...live, objects: live.objects.flatMap(judged) };
}

/** What is spoken of, and to whom, whether it is given or taken. */
const placeKey = (id: Identity): string => keyOf({ ...id, kind: 'grant' });

const isGrantable = ({ attributes }: CatalogObject): boolean => listOf(attributes.grantable).length > 0;

const none: ReadonlySet<string> = new Set();

/** The part of a grant that is about some privileges. */
function onlyWith(grant: CatalogObject, those: ReadonlySet<string>): CatalogObject[] {
  const privileges = listOf(grant.attributes.privileges).filter((each) => those.has(each));
  const grantable = listOf(grant.attributes.grantable).filter((each) => those.has(each));
  return privileges.length === 0 ? [] : [{ ...grant, attributes: { privileges, grantable } }];
}

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
