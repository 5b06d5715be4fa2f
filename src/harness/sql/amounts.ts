import type {
  A_Const,
  A_Expr,
  AlterTableCmd,
  AlterTableStmt,
  ColumnDef,
  Constraint,
  CreateDomainStmt,
  CreateStmt,
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

/** Columns of money, by their names; and the columns of tables that have such a column. */
export interface MoneyColumns {
  readonly names: readonly string[];
  readonly tables: readonly MoneyTable[];
}

/** Columns in their order; the last ones only where nobody knows the others. */
export interface MoneyTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What there is of money, and what statements make besides. */
export function withMoneyOf({ names, tables }: MoneyColumns, statements: readonly Statement[]): MoneyColumns {
  const made: ColumnDef[] = [];
  walk(
    statements.map(({ node }) => node),
    ({ ColumnDef: column }) => {
      if (column) made.push(column as ColumnDef);
    },
  );
  const money = made.filter(({ typeName }) => isMoney(typeName)).map(({ colname = '' }) => colname);
  return money.length === 0
    ? { names, tables }
    : { names: [...names, ...money], tables: statements.reduce(withTable, tables) };
}

/** A column that is added comes last. */
function withTable(tables: readonly MoneyTable[], { kind, node }: Statement): readonly MoneyTable[] {
  const { relation, tableElts = [], cmds = [] } = node as CreateStmt & AlterTableStmt;
  const name = relation?.relname ?? '';
  const added =
    kind === 'CreateStmt'
      ? tableElts
      : cmds.flatMap((each) => ('AlterTableCmd' in each ? (each.AlterTableCmd.def ?? []) : []));
  const columns = added.flatMap((each) => ('ColumnDef' in each ? (each.ColumnDef.colname ?? []) : []));
  if (columns.length === 0 || !/^(Create|AlterTable)Stmt$/.test(kind)) return tables;
  const known = tables.find((each) => each.name === name)?.columns ?? [];
  return [...tables.filter((each) => each.name !== name), { name, columns: [...known, ...columns] }];
}

/** Texts in one node that become money: by a cast, or since a column or domain is of money. */
export function amountsIn(tree: Tree, money: MoneyColumns): string[] {
  const isOfMoney = (name: string | undefined): boolean => money.names.includes(name ?? '');
  const nodes = [...castIn(tree), ...writtenIn(tree, money, isOfMoney), ...keptIn(tree, isOfMoney)];
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

function writtenIn(
  { UpdateStmt: update, InsertStmt: insert }: Tree,
  money: MoneyColumns,
  isOfMoney: IsOfMoney,
): Nodes {
  const targets = targetsOf((update as UpdateStmt | undefined)?.targetList);
  return [
    ...targets.filter(({ name }) => isOfMoney(name)).map(({ val }) => val),
    ...rowsOf(insert as InsertStmt | undefined, money).flatMap(({ names, values }) =>
      values.filter((_, at) => isOfMoney(names[at])),
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

/** The rows of VALUES, with the columns that they are for: without a list of columns, those of the table. */
function rowsOf({ cols, relation, selectStmt }: InsertStmt = {}, { tables }: MoneyColumns) {
  const lists = selectStmt && 'SelectStmt' in selectStmt ? (selectStmt.SelectStmt.valuesLists ?? []) : [];
  const table = tables.find(({ name }) => name === relation?.relname);
  return lists.flatMap((list) => {
    const values = 'List' in list ? (list.List.items ?? []) : [];
    if (cols) return { names: targetsOf(cols).map(({ name }) => name), values };
    const columns = table?.columns ?? [];
    const unknown = Array.from({ length: Math.max(0, values.length - columns.length) }, () => undefined);
    return { names: [...unknown, ...columns], values };
  });
}

/** A constant text; undefined for anything else. */
export function textOf(node: Node | undefined): string | undefined {
  const constant: A_Const = node && 'A_Const' in node ? node.A_Const : {};
  return constant.sval?.sval;
}
