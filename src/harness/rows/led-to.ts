import { bodyOf } from '../sql/body.ts';
import { mentions } from '../sql/line-of.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import type { NodeKind, Statement } from '../sql/statement.ts';
import { walk } from '../sql/tree.ts';
import type { FunctionBody } from './function-bodies.ts';

/** Statements after which a body that has one of their names may do something else, or fail. */
const changing: ReadonlySet<NodeKind> = new Set([
  'AlterDomainStmt',
  'AlterEnumStmt',
  'AlterFunctionStmt',
  'AlterObjectSchemaStmt',
  'AlterSeqStmt',
  'AlterTableStmt',
  'CreateFunctionStmt',
  'DropStmt',
  'RenameStmt',
  'ViewStmt',
]);

/**
 * Oids of tables whose triggers, rules, defaults, checks or indexes may do something else after some files are run, though no
 * statement may open them: what a body names is looked up when it is called (Postgres manual, "PL/pgSQL under the Hood").
 */
export async function tablesLedTo(
  files: readonly SqlFile[],
  functions: readonly FunctionBody[],
): Promise<readonly string[]> {
  if (functions.length === 0) return [];
  const parsed = await Promise.all(files.map((file) => file.parsed()));
  const names = await Promise.all(parsed.flatMap(({ statements }) => statements).map(namesChangedBy));
  const found = new Set<FunctionBody>();
  const look = (changed: readonly string[]): void => {
    const next = functions.filter(
      (each) => !found.has(each) && changed.some((name) => name === each.name || mentions(each.body, name)),
    );
    for (const each of next) found.add(each);
    if (next.length > 0) look(next.map(({ name }) => name));
  };
  look([...new Set(names.flat())]);
  return [...new Set([...found].flatMap(({ usedBy }) => usedBy))];
}

async function namesChangedBy(statement: Statement): Promise<readonly string[]> {
  if (statement.kind === 'DoStmt')
    return (await Promise.all((await bodyOf(statement)).map(namesChangedBy))).flat();
  const { kind, node } = statement;
  if (!changing.has(kind)) return [];
  return namesIn(kind === 'CreateFunctionStmt' ? node.funcname : node);
}

/** What a parse tree names: relations, columns, labels, functions. */
function namesIn(tree: unknown): string[] {
  const found: unknown[] = [];
  walk(tree, ({ sval, relname, subname, name, oldVal }) => {
    found.push(sval, relname, subname, name, oldVal);
  });
  return found.filter((each): each is string => typeof each === 'string' && each !== '');
}
