import type { Node } from 'libpg-query';
import { ranBy } from './ran-by.ts';
import type { NodeOf, Piece, Statement } from './statement.ts';
import { partsOf } from './tree.ts';

/** What a REVOKE takes, as it is written. */
export interface Revocation {
  /** What the parser calls the kind of what it is on, such as `OBJECT_TABLE`. */
  readonly on: string;
  /** The names of what it is on, in their parts; of functions with how many arguments are told. */
  readonly names: readonly RevokedName[];
  /** The schemas of which it is on all, or where it is on what is still to be made. */
  readonly schemas: readonly string[];
  /** Whether it is on what is still to be made (ALTER DEFAULT PRIVILEGES), and by which roles; none for whoever runs it. */
  readonly future?: { readonly makers: readonly string[] };
  readonly roles: readonly string[];
  /** Each with its columns, if it is on some; no privilege for all. */
  readonly privileges: readonly { readonly name?: string; readonly columns: readonly string[] }[];
}

export interface RevokedName {
  readonly parts: readonly string[];
  readonly arguments?: number;
}

/** The privileges that statements take from named roles, also those in DO blocks, as far as they are written out there. */
export const revocationsIn = async (pieces: readonly Piece[]): Promise<Revocation[]> =>
  (await ranBy(pieces.filter(({ text }) => /\brevoke\b/i.test(text)))).flatMap(revocationOf);

function revocationOf({ kind, node }: Statement): Revocation[] {
  if (kind === 'GrantStmt') return taken(node as NodeOf<'GrantStmt'>);
  if (kind !== 'AlterDefaultPrivilegesStmt') return [];
  const { action, options = [] } = node as NodeOf<'AlterDefaultPrivilegesStmt'>;
  const listed = (name: string): readonly Node[] =>
    options.flatMap((each) => {
      const arg = 'DefElem' in each && each.DefElem.defname === name ? each.DefElem.arg : undefined;
      return arg && 'List' in arg ? (arg.List.items ?? []) : [];
    });
  return taken(action ?? {}).map((each) => ({
    ...each,
    schemas: partsOf(listed('schemas')),
    future: { makers: rolesIn(listed('roles')) },
  }));
}

function taken(grant: NodeOf<'GrantStmt'>): Revocation[] {
  const { is_grant, grant_option, targtype, objtype = 'OBJECT_TABLE', objects = [], grantees } = grant;
  const roles = rolesIn(grantees);
  if (is_grant || grant_option || roles.length === 0) return [];
  const isAll = targtype === 'ACL_TARGET_ALL_IN_SCHEMA';
  return [
    {
      on: objtype,
      names: isAll ? [] : objects.map(nameOf),
      schemas: isAll ? partsOf(objects) : [],
      roles,
      privileges: privilegesIn(grant),
    },
  ];
}

const rolesIn = (nodes: readonly Node[] = []): string[] =>
  nodes.flatMap((each) => ('RoleSpec' in each ? (each.RoleSpec.rolename ?? []) : []));

function privilegesIn({ privileges = [] }: NodeOf<'GrantStmt'>): Revocation['privileges'] {
  if (privileges.length === 0) return [{ columns: [] }];
  return privileges.flatMap((each) =>
    'AccessPriv' in each
      ? {
          ...(each.AccessPriv.priv_name === undefined ? {} : { name: each.AccessPriv.priv_name }),
          columns: partsOf(each.AccessPriv.cols),
        }
      : [],
  );
}

function nameOf(node: Node): RevokedName {
  if ('RangeVar' in node) {
    const { schemaname, relname = '' } = node.RangeVar;
    return { parts: schemaname === undefined ? [relname] : [schemaname, relname] };
  }
  if ('ObjectWithArgs' in node) {
    const { objname, objargs = [], args_unspecified } = node.ObjectWithArgs;
    return { parts: partsOf(objname), ...(args_unspecified ? {} : { arguments: objargs.length }) };
  }
  return { parts: partsOf('List' in node ? node.List.items : [node]) };
}
