import type { Node } from 'libpg-query';
import { statementsIn } from './parse.ts';
import { readPlPgSql } from './plpgsql.ts';
import type { Statement } from './statement.ts';
import { partsOf } from './tree.ts';

/** The statements and expressions in the body of a block in PL/pgSQL, or of a function in that or in SQL; none of another. */
export async function bodyOf(statement: Statement): Promise<readonly Statement[]> {
  const { statements, expressions } = await readPlPgSql(statement);
  const options = optionsOf(statement);
  const sql = wordsOf(options, 'language').toLowerCase() === 'sql' ? [wordsOf(options, 'as')] : [];
  const parsed = await Promise.all([...statements, ...expressions, ...sql].map(statementsIn));
  return parsed.flat();
}

/** One of the clauses of CREATE FUNCTION. */
interface Option {
  readonly defname?: string;
  readonly arg?: Node;
}

/** The clauses of CREATE FUNCTION; none of another statement. */
export const optionsOf = ({ kind, node }: Statement): readonly Option[] =>
  kind === 'CreateFunctionStmt'
    ? ((node.options ?? []) as readonly Node[]).flatMap((each) => ('DefElem' in each ? each.DefElem : []))
    : [];

function wordsOf(options: readonly Option[], name: string): string {
  const arg = options.find(({ defname }) => defname === name)?.arg;
  const nodes = arg && 'List' in arg ? arg.List.items : arg && [arg];
  return partsOf(nodes).join(' ');
}
