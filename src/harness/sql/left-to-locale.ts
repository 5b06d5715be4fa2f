import type { A_Const, FuncCall, InsertStmt, Node, ResTarget, TypeCast, UpdateStmt } from 'libpg-query';
import { bodyOf } from './body.ts';
import type { NodeKind, Statement } from './statement.ts';
import { partsOf, walk } from './tree.ts';

/** What a statement leaves to a locale of its session. */
export interface LeftToLocale {
  readonly setting: 'lc_time' | 'lc_numeric' | 'lc_monetary';
  /** A format, or an amount of money. */
  readonly text: string;
}

/** Statements that work out values as they run. */
const computing: ReadonlySet<NodeKind> = new Set([
  'InsertStmt',
  'UpdateStmt',
  'MergeStmt',
  'SelectStmt',
  'CreateTableAsStmt',
  'AlterTableStmt',
  'DoStmt',
]);

/** Finds formats and amounts in a statement, or in a block, that a locale has a say in (Postgres manual, "Data Type Formatting Functions"). */
export async function leftToLocale(
  statement: Statement,
  moneyColumns: readonly string[],
): Promise<readonly LeftToLocale[]> {
  if (!computing.has(statement.kind)) return [];
  const found: LeftToLocale[] = [];
  for (const { kind, node } of [statement, ...(await bodyOf(statement))])
    walk({ [kind]: node }, (each) => found.push(...formatIn(each), ...amountsIn(each, moneyColumns)));
  return found;
}

function formatIn({ FuncCall: call }: Tree): LeftToLocale[] {
  const { funcname, args } = (call ?? {}) as FuncCall;
  if (!/^to_(char|date|timestamp|number)$/.test(partsOf(funcname).at(-1) ?? '')) return [];
  const text = textOf(args?.[1]);
  const pattern = text?.replace(/"[^"]*"/g, '') ?? '';
  const setting = /TM(month|mon|day|dy)/i.test(pattern)
    ? 'lc_time'
    : !/[09]/.test(pattern)
      ? undefined
      : /L/i.test(pattern)
        ? 'lc_monetary'
        : /[DG]/i.test(pattern)
          ? 'lc_numeric'
          : undefined;
  return text === undefined || setting === undefined ? [] : [{ setting, text }];
}

/** Texts that become money by a cast, or since a column is of money. */
function amountsIn(
  { TypeCast: cast, UpdateStmt: update, InsertStmt: insert }: Tree,
  columns: readonly string[],
) {
  const { arg, typeName } = (cast ?? {}) as TypeCast;
  const isOfMoney = (target: ResTarget | undefined): boolean => columns.includes(target?.name ?? '');
  const targets = targetsOf((update as UpdateStmt | undefined)?.targetList);
  const nodes = [
    ...(partsOf(typeName?.names).at(-1) === 'money' ? [arg] : []),
    ...targets.filter(isOfMoney).map(({ val }) => val),
    ...rowsOf(insert as InsertStmt | undefined).flatMap(({ names, values }) =>
      values.filter((_, at) => isOfMoney(names[at])),
    ),
  ];
  return nodes.flatMap((node): LeftToLocale[] => {
    const text = textOf(node);
    return text === undefined || /^\s*[-+]?\d*\s*$/.test(text) ? [] : [{ setting: 'lc_monetary', text }];
  });
}

type Tree = Readonly<Record<string, unknown>>;

const targetsOf = (nodes: readonly Node[] = []): readonly ResTarget[] =>
  nodes.flatMap((node) => ('ResTarget' in node ? node.ResTarget : []));

function rowsOf({ cols, selectStmt }: InsertStmt = {}) {
  const names = targetsOf(cols);
  const lists = selectStmt && 'SelectStmt' in selectStmt ? (selectStmt.SelectStmt.valuesLists ?? []) : [];
  return lists.flatMap((list) => ('List' in list ? { names, values: list.List.items ?? [] } : []));
}

function textOf(node: Node | undefined): string | undefined {
  const constant: A_Const = node && 'A_Const' in node ? node.A_Const : {};
  return constant.sval?.sval;
}
