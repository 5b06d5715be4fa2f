import type { Statement } from './statement.ts';
import { partsOf, walk } from './tree.ts';

type Tree = Readonly<Record<string, unknown>>;

const clock =
  /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\b(current_(date|time|timestamp)|local(time|timestamp))\b/i;
/** Special date/time inputs that mean another value each day (Postgres manual, "Special Values"). */
const today = /^(now|today|tomorrow|yesterday)(\(\))?$/i;
const temporal = /^(date|time|timetz|timestamp|timestamptz)$/;

/** SQL with its string literals emptied: what is in them is not run by this statement. */
export const withoutTexts = (sql: string): string => sql.replace(/\$(\w*)\$.*?\$\1\$|'(?:[^']|'')*'/gs, "''");

/** Whether an expression reads the clock. */
export const asksForTime = (expression: string): boolean =>
  clock.test(withoutTexts(expression)) ||
  /'(?:now|today|tomorrow|yesterday)(?:\(\))?'\s*::\s*(?:date|time)/i.test(expression);

/** Statements whose definitions contain expressions. */
const definitions: ReadonlySet<string> = new Set([
  'CreateStmt',
  'AlterTableStmt',
  'IndexStmt',
  'ViewStmt',
  'CreateDomainStmt',
  'AlterDomainStmt',
  'CreatePolicyStmt',
]);

/** Whether a statement stores a time that is evaluated as it runs: in a partition's bound, or from a literal such as 'today'. */
export function freezesTime({ kind, node }: Statement): boolean {
  let frozen = false;
  if (!definitions.has(kind)) return false;
  walk(node, (node) => {
    const {
      partbound,
      bound,
      TypeCast: cast,
      ColumnDef: column,
      AlterTableCmd: command,
    } = node as {
      [name: string]: Tree | undefined;
    };
    frozen ||= asksInTree(partbound) || asksInTree(bound);
    if (cast && isTemporal(cast)) frozen ||= meansToday(cast.arg);
    if (column && isTemporal(column)) frozen ||= defaultsOf(column).some(meansToday);
    // The type of an existing column is unknown here: only the parentheses tell that a time is meant.
    if (command?.subtype === 'AT_ColumnDefault') frozen ||= textIn(command.def) === 'now()';
  });
  return frozen;
}

function asksInTree(tree: unknown): boolean {
  let asks = false;
  walk(tree, ({ FuncCall: call, SQLValueFunction: value }) => {
    const name = partsOf((call as { funcname?: Parameters<typeof partsOf>[0] } | undefined)?.funcname).at(-1);
    asks ||= clock.test(`${name}(`) || /DATE|TIME/.test(String((value as Tree | undefined)?.op));
  });
  return asks;
}

const isTemporal = ({ typeName }: Tree): boolean =>
  temporal.test(
    partsOf((typeName as { names?: Parameters<typeof partsOf>[0] } | undefined)?.names).at(-1) ?? '',
  );

const meansToday = (tree: unknown): boolean => today.test(textIn(tree) ?? '');

const defaultsOf = ({ constraints = [] }: Tree): unknown[] =>
  (constraints as readonly { readonly Constraint?: Tree }[]).flatMap(({ Constraint: constraint }) =>
    constraint?.contype === 'CONSTR_DEFAULT' ? [constraint.raw_expr] : [],
  );

/** The text of a string constant. */
const textIn = (tree: unknown): string | undefined =>
  (tree as { A_Const?: { sval?: { sval?: string } } } | undefined)?.A_Const?.sval?.sval;

/** Whether SQL may mention the time at all: only then is the parser worth loading. */
export const mayAskForTime = (sql: string): boolean =>
  clock.test(sql) || /'(now|today|tomorrow|yesterday)/i.test(sql);
