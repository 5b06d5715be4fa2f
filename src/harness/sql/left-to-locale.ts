import type { FuncCall } from 'libpg-query';
import { amountsIn, type MoneyColumns, textOf } from './amounts.ts';
import { bodyOf } from './body.ts';
import { keeping } from './kept-texts.ts';
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
  money: MoneyColumns,
): Promise<readonly LeftToLocale[]> {
  const computes = computing.has(statement.kind);
  if (!computes && !keeping.has(statement.kind)) return [];
  const found: LeftToLocale[] = [];
  for (const { kind, node } of [statement, ...(await bodyOf(statement))])
    walk({ [kind]: node }, (each) => {
      if (computes) found.push(...formatIn(each));
      found.push(...amountsIn(each, money).map((text) => ({ setting: 'lc_monetary', text }) as const));
    });
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

type Tree = Readonly<Record<string, unknown>>;
