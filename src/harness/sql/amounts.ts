import type {
  A_Const,
  A_Expr,
  AlterTableCmd,
  ColumnDef,
  Constraint,
  CreateDomainStmt,
  InsertStmt,
  Node,
  ResTarget,
  TypeCast,
  TypeName,
  UpdateStmt,
} from 'libpg-query';
import type { Statement } from './statement.ts';
import { partsOf, walk } from './tree.ts';

type Tree = Readonly<Record<string, unknown>>;

/** Columns that statements make as money. */
export function moneyColumnsIn(statements: readonly Statement[]): string[] {
  const found: string[] = [];
  walk(
    statements.map(({ node }) => node),
    ({ ColumnDef: column }) => {
      const { colname, typeName } = (column ?? {}) as ColumnDef;
      if (isMoney(typeName)) found.push(colname ?? '');
    },
  );
  return found;
}

/** Texts in one node that become money: by a cast, or since a column or domain is of money, some of which are given by their names. */
export function amountsIn(tree: Tree, columns: readonly string[]): string[] {
  const isOfMoney = (name: string | undefined): boolean => columns.includes(name ?? '');
  const nodes = [...castIn(tree), ...writtenIn(tree, isOfMoney), ...keptIn(tree, isOfMoney)];
  return nodes
    .map(textOf)
    .flatMap((text) => (text === undefined || /^\s*[-+]?\d*\s*$/.test(text) ? [] : text));
}

type IsOfMoney = (name: string | undefined) => boolean;
type Nodes = readonly (Node | undefined)[];

const isMoney = (type: TypeName | undefined): boolean => partsOf(type?.names).at(-1) === 'money';

function castIn({ TypeCast: cast }: Tree): Nodes {
  const { arg, typeName } = (cast ?? {}) as TypeCast;
  return isMoney(typeName) ? [arg] : [];
}

function writtenIn({ UpdateStmt: update, InsertStmt: insert }: Tree, isOfMoney: IsOfMoney): Nodes {
  const targets = targetsOf((update as UpdateStmt | undefined)?.targetList);
  return [
    ...targets.filter(({ name }) => isOfMoney(name)).map(({ val }) => val),
    ...rowsOf(insert as InsertStmt | undefined).flatMap(({ names, values }) =>
      values.filter((_, at) => isOfMoney(names[at]?.name)),
    ),
  ];
}

/** Defaults, and what a column is compared with; the server reads these when they are made. */
function keptIn(
  { ColumnDef: made, AlterTableCmd: command, CreateDomainStmt: domain, A_Expr: compared }: Tree,
  isOfMoney: IsOfMoney,
): Nodes {
  const { typeName, constraints } = (made ?? {}) as ColumnDef;
  const { subtype, name, def } = (command ?? {}) as AlterTableCmd;
  const { typeName: base, constraints: ofDomain } = (domain ?? {}) as CreateDomainStmt;
  const sides = sidesOf(compared as A_Expr | undefined);
  return [
    ...(isMoney(typeName) ? defaultsIn(constraints) : []),
    ...(isMoney(base) ? defaultsIn(ofDomain) : []),
    ...(subtype === 'AT_ColumnDefault' && isOfMoney(name) ? [def] : []),
    ...(sides.some((side) => isOfMoney(columnOf(side))) ? sides : []),
  ];
}

const defaultsIn = (constraints: readonly Node[] = []): Nodes =>
  constraints.flatMap((each) => {
    const { contype, raw_expr: expression }: Constraint = 'Constraint' in each ? each.Constraint : {};
    return contype === 'CONSTR_DEFAULT' ? [expression] : [];
  });

/** Both sides of a comparison; those of IN and BETWEEN are lists. */
const sidesOf = ({ lexpr, rexpr }: A_Expr = {}): Nodes =>
  [lexpr, rexpr].flatMap((side): Nodes => (side && 'List' in side ? (side.List.items ?? []) : [side]));

const columnOf = (node: Node | undefined): string | undefined =>
  node && 'ColumnRef' in node ? partsOf(node.ColumnRef.fields).at(-1) : undefined;

const targetsOf = (nodes: readonly Node[] = []): readonly ResTarget[] =>
  nodes.flatMap((node) => ('ResTarget' in node ? node.ResTarget : []));

function rowsOf({ cols, selectStmt }: InsertStmt = {}) {
  const names = targetsOf(cols);
  const lists = selectStmt && 'SelectStmt' in selectStmt ? (selectStmt.SelectStmt.valuesLists ?? []) : [];
  return lists.flatMap((list) => ('List' in list ? { names, values: list.List.items ?? [] } : []));
}

/** A constant text; undefined for anything else. */
export function textOf(node: Node | undefined): string | undefined {
  const constant: A_Const = node && 'A_Const' in node ? node.A_Const : {};
  return constant.sval?.sval;
}
