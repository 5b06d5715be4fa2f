import { groupOf } from '../catalog/named-roles.ts';
import type { CatalogObject, Value } from '../model/catalog.ts';
import { type SaidMembership, saidOfRoles } from '../sql/membership-statements.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import { type Renamed, renaming } from './renamed.ts';
import type { Timeline } from './timeline.ts';

/**
 * The roles of which migrations speak, as they are after the last of them. `spoken` are the groups that they have made
 * each a member of, or no member of; `made` is whether they make the role. Roles belong to the whole server: of a role that
 * migrations only name, nothing else is theirs to say.
 */
export async function spokenRoles(
  up: SqlFile,
  known: readonly CatalogObject[],
  before: readonly CatalogObject[],
  after: readonly CatalogObject[],
  renamed: readonly Renamed[],
): Promise<CatalogObject[]> {
  const said = await saidOfRoles((await up.parsed()).pieces);
  const rename = renaming(renamed);
  const called = (name: string): string => rename({ kind: 'role', name }).name;
  const there = new Set(after.map(({ id }) => id.name));
  const earlier = new Map(known.map((each) => [called(each.id.name), each]));
  const made = new Set(said.made.map(called));
  return after.flatMap((role) => {
    const { name } = role.id;
    const was = before.find(({ id }) => called(id.name) === name);
    const has = groupsOf(role);
    const spoken = new Set([
      ...listOf(earlier.get(name)?.attributes.spoken).map(called),
      ...spokenOf(said.memberships, name, has, called),
      ...changedGroups(was, role, called).filter((group) => isNamed(up.sql, name, group)),
    ]);
    const groups = [...spoken].filter((group) => there.has(group)).sort();
    const isMade = made.has(name) || earlier.get(name)?.attributes.made === true;
    return isMade || groups.length > 0
      ? [{ ...role, attributes: { ...role.attributes, spoken: groups, made: isMade } }]
      : [];
  });
}

/** The roles of which the first `count` migrations speak, by name. */
export const spokenAfter = ({ changes }: Timeline, count: number): ReadonlyMap<string, CatalogObject> =>
  new Map(
    (changes.slice(0, count).findLast(({ roles }) => roles)?.roles ?? []).map((each) => [each.id.name, each]),
  );

/** The migration, among the first `count`, that last changed what is said of a role. */
export function spokenBy({ changes }: Timeline, name: string, count: number): string | undefined {
  const says = ({ roles = [] }: Timeline['changes'][number]): string | undefined =>
    JSON.stringify(roles.find(({ id }) => id.name === name));
  const speaking = changes.slice(0, count).filter(({ roles }) => roles);
  const said = speaking.at(-1) && says(speaking.at(-1) as Timeline['changes'][number]);
  return speaking[speaking.findLastIndex((each) => says(each) !== said) + 1]?.tag;
}

/** A membership that is given and not there was not given here: the role is a server's own, which no replay changes. */
function spokenOf(
  memberships: readonly SaidMembership[],
  name: string,
  has: readonly string[],
  called: (name: string) => string,
): string[] {
  const last = new Map(
    memberships
      .filter(({ member }) => called(member) === name)
      .map(({ group, gives }) => [called(group), gives]),
  );
  return [...last].flatMap(([group, gives]) => (has.includes(group) || !gives ? [group] : []));
}

/** What a role has become, or is no longer, a member of, or with other options. */
function changedGroups(
  was: CatalogObject | undefined,
  is: CatalogObject,
  called: (name: string) => string,
): string[] {
  const old = memberships(was).map((each) => called(groupOf(each)) + each.slice(groupOf(each).length));
  const now = memberships(is);
  const differ = [...now.filter((each) => !old.includes(each)), ...old.filter((each) => !now.includes(each))];
  return differ.map(groupOf);
}

/** Others may change roles of the same server meanwhile. */
const isNamed = (sql: string, ...names: readonly string[]): boolean =>
  names.every((name) => sql.includes(name));

const listOf = (value: Value | undefined): readonly string[] => (value ?? []) as readonly string[];

const memberships = (role: CatalogObject | undefined): readonly string[] => listOf(role?.attributes.memberOf);

const groupsOf = (role: CatalogObject): string[] => memberships(role).map(groupOf);
