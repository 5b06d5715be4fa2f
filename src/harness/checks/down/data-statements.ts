import type { Migration } from '../../history/migrations.ts';
import { shorten } from '../../model/cost.ts';
import { printName } from '../../model/identity.ts';
import type { Statement } from '../../sql/statement.ts';
import { nameOfRelation, walk } from '../../sql/tree.ts';

type Relation = Parameters<typeof nameOfRelation>[0];

/** Whether the down drops a table, or a column of it. */
type IsDropped = (table: { readonly schema: string; readonly name: string }, column?: string) => boolean;

/** Statements that name the table whose rows they change, and those that may change any. */
const named = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CopyStmt']);
const unnamed = new Set(['DoStmt', 'CallStmt', 'TruncateStmt', 'SelectStmt']);

/** What an up does to rows that its down leaves as they are then, one sentence for each statement. */
export async function dataStatements({ up }: Migration, isDropped: IsDropped): Promise<string[]> {
  const { statements } = await up.parsed();
  return statements.filter((each) => staysAfter(each, isDropped)).map((each) => said(each));
}

function staysAfter({ kind, node }: Statement, isDropped: IsDropped): boolean {
  if (kind === 'SelectStmt') return callsFunction(node) || writes(node);
  if (unnamed.has(kind)) return true;
  if (!named.has(kind) || (kind === 'CopyStmt' && node.is_from !== true)) return false;
  const table = nameOfRelation(node.relation as Relation);
  if (isDropped(table)) return false;
  const columns = kind === 'UpdateStmt' ? columnsSet(node) : [];
  return columns.length === 0 || !columns.every((column) => isDropped(table, column));
}

const columnsSet = ({ targetList }: Statement['node']): string[] =>
  ((targetList ?? []) as { ResTarget?: { name?: string } }[]).flatMap(
    ({ ResTarget }) => ResTarget?.name ?? [],
  );

/** A SELECT changes rows by a function that it calls, or in a WITH. */
function callsFunction(node: Statement['node']): boolean {
  let calls = false;
  walk(node, (each) => {
    if (each.funcname !== undefined) calls = true;
  });
  return calls;
}

function writes(node: Statement['node']): boolean {
  let found = false;
  walk(node, (each) => {
    if ([...named].some((kind) => kind in each)) found = true;
  });
  return found;
}

function said({ kind, node, line, text }: Statement): string {
  const about = named.has(kind) ? ` in ${printName(nameOfRelation(node.relation as Relation))}` : '';
  const may = named.has(kind) || kind === 'TruncateStmt' ? 'does to rows' : 'may do to rows';
  return `what line ${line} ${may}${about}: ${shorten(text.replace(/\s+/g, ' '), 80)}`;
}
