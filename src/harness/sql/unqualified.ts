import type { Node } from 'libpg-query';
import { bodyOf, optionsOf } from './body.ts';
import type { NodeKind, Statement } from './statement.ts';
import { partsOf, walk } from './tree.ts';

/** A name without a schema, which the search_path gives its meaning. */
export interface Unqualified {
  readonly kind: 'relation' | 'type' | 'function';
  readonly name: string;
}

type Tree = Readonly<Record<string, unknown>>;

/** What a statement calls what it makes is found nowhere. */
const made: { readonly [K in NodeKind]?: string } = {
  CreateStmt: 'relation',
  ViewStmt: 'view',
  CreateTableAsStmt: 'into',
  CreateSeqStmt: 'sequence',
  CompositeTypeStmt: 'typevar',
  CreateFunctionStmt: 'funcname',
  CreateEnumStmt: 'typeName',
  CreateDomainStmt: 'domainname',
};

/** Functions and types that take a text for the name of a relation. */
const takesName = /^(nextval|currval|setval|pg_get_serial_sequence|to_regclass|regclass)$/;

/**
 * The names in a statement that say no schema, those in the body of a block or function included; what WITH names is the
 * statement's own. A block or function that sets a search_path looks for them there, whoever calls it.
 */
export async function unqualifiedIn(statement: Statement): Promise<readonly Unqualified[]> {
  const body = await bodyOf(statement);
  const isBound = optionsOf(statement).some(({ arg }) => setsPath(arg)) || body.some(setsSearchPath);
  return [statement, ...(isBound ? [] : body)].flatMap(namesIn);
}

const setsPath = (arg: Node | undefined): boolean =>
  arg !== undefined && 'VariableSetStmt' in arg && arg.VariableSetStmt.name === 'search_path';

function namesIn({ kind, node }: Statement): readonly Unqualified[] {
  const { [made[kind] ?? '']: _, ...uses } = node as Tree;
  const own = new Set<unknown>();
  walk(uses, ({ ctename }) => own.add(ctename));
  const names: Unqualified[] = kind === 'DropStmt' ? dropped(node) : [];
  walk(uses, (each) => names.push(...namesAt(each)));
  return names.filter(({ name }) => !own.has(name));
}

function namesAt(node: Tree): Unqualified[] {
  const { relname, schemaname, names, typemod, funcname, args, arg, typeName } = node;
  const [type, more] = partsOf(names as Node[] | undefined);
  const [called, further] = partsOf(funcname as Node[] | undefined);
  const cast = partsOf((typeName as { names?: Node[] } | undefined)?.names).at(-1);
  const isNamed = takesName.test(further ?? called ?? cast ?? '');
  const [text] = isNamed ? textsOf(args ?? arg) : [];
  return [
    ...(typeof relname === 'string' && !schemaname ? [{ kind: 'relation', name: relname } as const] : []),
    ...(typemod !== undefined && type && !more ? [{ kind: 'type', name: type } as const] : []),
    ...(called && !further ? [{ kind: 'function', name: called } as const] : []),
    ...(text && !text.includes('.') ? [{ kind: 'relation', name: text.replaceAll('"', '') } as const] : []),
  ];
}

const textsOf = (tree: unknown): string[] => {
  const texts: string[] = [];
  walk(tree, ({ A_Const: constant }) => {
    const text = (constant as { readonly sval?: { readonly sval?: string } } | undefined)?.sval?.sval;
    if (text !== undefined) texts.push(text);
  });
  return texts;
};

/** DROP lists names by their parts. */
function dropped({ removeType, objects }: Tree): Unqualified[] {
  const kind = /TYPE|DOMAIN/.test(String(removeType)) ? 'type' : 'relation';
  const lists = (objects ?? []) as readonly { readonly List?: { readonly items?: Node[] } }[];
  return lists.flatMap(({ List: list }) => {
    const [name, more] = partsOf(list?.items);
    return name && !more ? [{ kind, name } as const] : [];
  });
}

/** Whether a statement says where names without a schema are looked for. */
export const setsSearchPath = ({ kind, node, text }: Statement): boolean =>
  (kind === 'VariableSetStmt' && (node as Tree).name === 'search_path') ||
  /set_config\s*\(\s*'search_path'/i.test(text);

/** The name of a temporary table that a statement makes. */
export function temporaryIn({ kind, node }: Statement): string | undefined {
  const made = kind === 'CreateStmt' ? node.relation : (node.into as Tree | undefined)?.rel;
  const { relname, relpersistence } = (made ?? {}) as Tree;
  return relpersistence === 't' && typeof relname === 'string' ? relname : undefined;
}
