import type { CatalogObject } from '../model/catalog.ts';
import { type Identity, keyOf } from '../model/identity.ts';
import type { Readable } from '../postgres/live.ts';
import { catalogQuery, newer } from './catalog-query.ts';
import { databaseOwner } from './policies.ts';
import { type Answers, perReading, type Reading } from './reading.ts';

export interface RoleRow {
  readonly oid: number;
  readonly name: string;
  readonly superuser: boolean;
  readonly bypassRls: boolean;
  readonly memberOf: readonly string[];
  readonly ownsDatabase: boolean;
}

/**
 * What row security makes of a role, and which roles' rights it has. Which it inherits or may SET is said from 16 on, and was
 * the role's own INHERIT before (Postgres manual, "GRANT"). A superuser has all of them, a member or not.
 */
export const roleRows = catalogQuery<RoleRow>(`
SELECT r.oid, r.rolname AS name, r.rolsuper AS superuser, r.rolbypassrls AS "bypassRls",
  CASE WHEN r.rolsuper THEN '{}' ELSE coalesce(m.groups, '{}') END AS "memberOf", r.oid = o.datdba AS "ownsDatabase"
FROM pg_roles r JOIN pg_database o ON o.datname = current_database() LEFT JOIN (
  SELECT known.member, array_agg(known.text ORDER BY known.text) AS groups FROM (
    SELECT m.member, concat_ws(', ', pg_get_userbyid(m.roleid),
        CASE WHEN bool_or(m.admin_option) THEN 'with admin' END,
        CASE WHEN NOT bool_or(coalesce(newer.inherit_option, own.rolinherit)) THEN 'without inherit' END,
        CASE WHEN NOT bool_or(newer.set_option) THEN 'without set' END,
        CASE WHEN bool_or(g.rolsuper OR g.rolbypassrls) THEN 'which bypasses row security' END) AS text
    FROM pg_auth_members m JOIN pg_roles own ON own.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
    ${newer('m', { inherit_option: 'NULL::boolean', set_option: 'true' })}
    GROUP BY m.member, m.roleid
  ) known GROUP BY known.member
) m ON m.member = r.oid`);

export const roleStatements = [roleRows] as const;

const toRoles = (rows: readonly RoleRow[]): CatalogObject[] =>
  rows.map(({ oid: _, name, ownsDatabase: __, ...attributes }) => ({
    id: { kind: 'role', name },
    attributes,
  }));

/** Every role of the server, which is in a catalog only where something there names it. */
export const allRoles = ({ rows }: Answers): CatalogObject[] => toRoles(rows(roleRows));

/** The same, of the server that a database is on. */
export const serverRoles = (database: Readable): Promise<CatalogObject[]> =>
  database.read(async (snapshot) =>
    toRoles(((await snapshot.query(roleRows.sql))[0] ?? []) as unknown as RoleRow[]),
  );

const names = perReading(({ rows }) => {
  const all = rows(roleRows);
  return {
    byOid: new Map(all.map(({ oid, name }) => [oid, name])),
    owner: all.find(({ ownsDatabase }) => ownsDatabase)?.name ?? '',
  };
});

/** The name of a role of the server, as `pg_get_userbyid` gives it; of the owner of the database for null. */
export const ownerName = (reading: Answers, oid: number | null): string =>
  oid === null ? names(reading).owner : (names(reading).byOid.get(oid) ?? `unknown (OID=${oid})`);

const ends = /(, (with admin|without inherit|without set|which bypasses row security))*$/;

/** The name in an element of `memberOf`. */
export const groupOf = (membership: string): string => membership.replace(ends, '');

const optionWords: Readonly<Record<string, string>> = {
  'with admin': 'ADMIN OPTION',
  'without inherit': 'INHERIT FALSE',
  'without set': 'SET FALSE',
};

/** What GRANT says of an element of `memberOf` after the role. */
export function membershipOptions(membership: string): string {
  const said = membership
    .slice(groupOf(membership).length)
    .split(', ')
    .flatMap((each) => optionWords[each] ?? []);
  return said.length === 0 ? '' : ` WITH ${said.join(', ')}`;
}

/** A membership, whatever row security is to the role that it leads to. */
export const withoutAbove = (membership: string): string =>
  membership.replace(/, which bypasses row security$/, '');

/** Whether a membership leads to a role that row security does not bind. */
export const isAboveRowSecurity = (membership: string): boolean =>
  membership.endsWith(', which bypasses row security');

/**
 * The roles that objects name, each as something of the first policy or grant that names it. Roles belong to the
 * whole cluster: no other is part of a catalog.
 */
export function rolesNamedBy(objects: readonly CatalogObject[], reading: Reading): CatalogObject[] {
  const known = new Map(toRoles(reading.rows(roleRows)).map(({ id, attributes }) => [id.name, attributes]));
  const none = { superuser: false, bypassRls: false, memberOf: [] };
  const owner = ownerName(reading, null);
  return [...namersOf(objects.map((each) => forOwner(each, owner)))].map(([name, within]) => ({
    id: { kind: 'role', name },
    attributes: { ...(known.get(name) ?? none) },
    within,
  }));
}

/** By role, what names it first: a policy, else a grant. */
export function namersOf(objects: readonly CatalogObject[]): Map<string, Identity> {
  const first = new Map<string, Identity>();
  const inOrder = objects
    .filter(({ id }) => isNaming(id))
    .map((object) => ({ object, rank: rankOf(object), key: keyOf(object.id) }))
    .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  for (const { object } of inOrder)
    for (const name of rolesIn(object)) if (!first.has(name)) first.set(name, object.id);
  return first;
}

const rankOf = ({ id: { kind } }: CatalogObject): number => (kind === 'policy' ? 0 : 1);

/** The roles that a policy is for, or that may do something; what an object belongs to is compared with it. */
export function rolesIn({ id, attributes }: CatalogObject): string[] {
  const roles = id.kind === 'policy' ? (attributes.roles as readonly string[]) : [id.role ?? ''];
  return isNaming(id) ? roles.filter((role) => role !== 'public' && role !== '') : [];
}

/** A policy that is for the owner of the database, by the name of that role. */
export const forOwner = (object: CatalogObject, owner: string): CatalogObject =>
  isForOwner(object)
    ? { ...object, attributes: { ...object.attributes, roles: named(object, owner).sort() } }
    : object;

const named = ({ attributes }: CatalogObject, owner: string): string[] => [
  ...new Set((attributes.roles as readonly string[]).map((role) => (role === databaseOwner ? owner : role))),
];

/** Whether a policy is for the owner of the database. */
export const isForOwner = ({ id, attributes }: CatalogObject): boolean =>
  id.kind === 'policy' && (attributes.roles as readonly string[]).includes(databaseOwner);

const isNaming = ({ kind }: Identity): boolean => kind === 'policy' || kind === 'grant';
