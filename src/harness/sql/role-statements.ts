import type { Node, RoleSpec } from 'libpg-query';
import { statementsIn } from './parse.ts';
import { lookUp, type PerKind, type Piece } from './statement.ts';

/** The roles that a statement makes; those that it alters, drops, grants or comments on. */
interface Roles {
  readonly made?: readonly string[];
  readonly changed?: readonly string[];
}

const nameOf = ({ rolename }: RoleSpec = {}): string[] => (rolename === undefined ? [] : [rolename]);

const namesOf = (nodes: readonly Node[] = []): string[] =>
  nodes.flatMap((node) =>
    'RoleSpec' in node
      ? nameOf(node.RoleSpec)
      : 'AccessPriv' in node && node.AccessPriv.priv_name !== undefined
        ? [node.AccessPriv.priv_name]
        : [],
  );

const roles: PerKind<Roles> = {
  CreateRoleStmt: ({ role = '' }) => ({ made: [role] }),
  AlterRoleStmt: ({ role }) => ({ changed: nameOf(role) }),
  AlterRoleSetStmt: ({ role }) => ({ changed: role ? nameOf(role) : ['ALL'] }),
  DropRoleStmt: ({ roles }) => ({ changed: namesOf(roles) }),
  GrantRoleStmt: ({ granted_roles, grantee_roles }) => ({
    changed: [...namesOf(granted_roles), ...namesOf(grantee_roles)],
  }),
  RenameStmt: ({ renameType, subname = '' }) => (renameType === 'OBJECT_ROLE' ? { changed: [subname] } : {}),
  CommentStmt: ({ objtype, object }) => ({
    changed: objtype === 'OBJECT_ROLE' && object && 'String' in object ? [object.String.sval ?? ''] : [],
  }),
  DropOwnedStmt: ({ roles }) => ({ changed: namesOf(roles) }),
  ReassignOwnedStmt: ({ roles, newrole }) => ({ changed: [...namesOf(roles), ...nameOf(newrole)] }),
};

/** The roles that a statement makes. */
export const rolesMade = (statement: Piece): readonly string[] => lookUp(roles, statement)?.made ?? [];

/** The roles that a statement changes otherwise than by making them; `ALL` where it is all of them. */
export const rolesChanged = (statement: Piece): readonly string[] => lookUp(roles, statement)?.changed ?? [];

/** Every role that a text creates, also within the body of a block or a function, as far as the text shows. */
export const rolesCreatedIn = (sql: string): string[] =>
  [...sql.matchAll(/\bcreate\s+(?:role|user(?!\s+mapping)|group)\s+(?:"((?:[^"]|"")+)"|([\w$]+))/gi)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.toLowerCase(),
  );

/**
 * Leaves out the statements that make or change certain roles. What is left stays in its place, so that the server's
 * errors point to the same places.
 */
export async function withoutRoles(sql: string, roles: ReadonlySet<string>): Promise<string> {
  const statements = await statementsIn(sql);
  const concerned = statements.filter((each) =>
    [...rolesMade(each), ...rolesChanged(each)].some((role) => roles.has(role)),
  );
  return concerned.reduce(
    (text, { offset, text: { length } }) =>
      text.slice(0, offset) +
      text.slice(offset, offset + length).replace(/\S/g, ' ') +
      text.slice(offset + length),
    sql,
  );
}
