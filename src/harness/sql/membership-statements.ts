import type { Node } from 'libpg-query';
import { mayChangeRoles } from './may-change-roles.ts';
import { ranBy } from './ran-by.ts';
import { lookUp, type PerKind, type Piece } from './statement.ts';
import { walk } from './tree.ts';

/** What statements say of roles: which they make, and whose members. */
export interface SaidOfRoles {
  /** Each membership that is given or taken, in the order of the statements; of one that is only altered, `gives` is true. */
  readonly memberships: readonly SaidMembership[];
  readonly made: readonly string[];
}

export interface SaidMembership {
  readonly group: string;
  readonly member: string;
  readonly gives: boolean;
}

/**
 * Reads GRANT and REVOKE of roles, the clauses of CREATE ROLE that do the same, and ALTER GROUP. A member that is not named, as
 * CURRENT_USER, is another role wherever the statement runs, and left out.
 */
export async function saidOfRoles(pieces: readonly Piece[]): Promise<SaidOfRoles> {
  const statements = await ranBy(pieces.filter(({ text }) => mayChangeRoles(text)));
  const said = statements.map((each) => lookUp(perKind, each) ?? {});
  return {
    memberships: said.flatMap(({ memberships = [] }) => memberships),
    made: said.flatMap(({ made = [] }) => made),
  };
}

const perKind: PerKind<Partial<SaidOfRoles>> = {
  GrantRoleStmt: ({ is_grant = false, opt = [], granted_roles, grantee_roles }) => ({
    // With an option, REVOKE leaves the membership (Postgres manual, "REVOKE").
    memberships: between(namesIn(granted_roles), namesIn(grantee_roles), is_grant || opt.length > 0),
  }),
  CreateRoleStmt: ({ role = '', options = [] }) => ({
    made: [role],
    memberships: [
      ...between(optionOf(options, 'addroleto'), [role], true),
      ...between([role], optionOf(options, 'rolemembers'), true),
      ...between([role], optionOf(options, 'adminmembers'), true),
    ],
  }),
  // ALTER GROUP is this with one option; its action is 1, or −1 for DROP USER.
  AlterRoleStmt: ({ role, action, options = [] }) => ({
    memberships: between(
      role?.rolename === undefined ? [] : [role.rolename],
      optionOf(options, 'rolemembers'),
      action !== -1,
    ),
  }),
};

const between = (groups: readonly string[], members: readonly string[], gives: boolean): SaidMembership[] =>
  groups.flatMap((group) => members.map((member) => ({ group, member, gives })));

const optionOf = (options: readonly Node[], name: string): string[] =>
  options.flatMap((each) =>
    'DefElem' in each && each.DefElem.defname === name ? namesIn(each.DefElem.arg) : [],
  );

function namesIn(tree: unknown): string[] {
  const names: string[] = [];
  walk(tree, ({ RoleSpec: role, AccessPriv: granted }) => {
    const { rolename } = (role ?? {}) as { readonly rolename?: string };
    const { priv_name } = (granted ?? {}) as { readonly priv_name?: string };
    for (const name of [rolename, priv_name]) if (name !== undefined) names.push(name);
  });
  return names;
}
