import type { FuncCall, SelectStmt, UpdateStmt } from 'libpg-query';
import { bodyOf } from './body.ts';
import type { SqlFile } from './sql-file.ts';
import { partsOf, walk } from './tree.ts';

/** What may be in a text whose result depends on the order of rows: only then is the parser worth loading. */
const hints = /\b(over|limit|fetch|distinct|from|\w*_?agg)\b/i;

/**
 * Whether a statement of a file may take rows as they lie in their table: window functions, DISTINCT ON, LIMIT, aggregates that keep an
 * order and are given none, an UPDATE … FROM with several rows for one (Postgres manual, "Sorting Rows", "UPDATE"). An ORDER BY that
 * has no unique column leaves the order of equals open, too, which cannot be seen here.
 */
export async function mayDependOnOrder(file: SqlFile): Promise<boolean> {
  if (!hints.test(file.sql)) return false;
  const { statements } = await file.parsed();
  const bodies = await Promise.all(statements.map(bodyOf));
  let depends = false;
  walk(
    [...statements, ...bodies.flat()].map(({ kind, node }) => ({ [kind]: node })),
    ({ FuncCall: call, SelectStmt: select, UpdateStmt: update }) => {
      depends ||=
        callDepends(call as FuncCall | undefined) ||
        selectDepends(select as SelectStmt | undefined) ||
        ((update as UpdateStmt | undefined)?.fromClause ?? []).length > 0;
    },
  );
  return depends;
}

const keepsOrder = /^(string|array|jsonb?|xml|jsonb?_object)_?agg(_\w+)?$/;

const callDepends = ({ funcname, over, agg_order: order = [] }: FuncCall = {}): boolean =>
  over !== undefined || (order.length === 0 && keepsOrder.test(partsOf(funcname).at(-1) ?? ''));

const selectDepends = ({ distinctClause: distinct = [], limitCount }: SelectStmt = {}): boolean =>
  distinct.some((each) => Object.keys(each).length > 0) || limitCount !== undefined;
