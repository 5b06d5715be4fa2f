import type { Node } from 'libpg-query';
import { textsOf } from './constant-text.ts';
import { statementsIn } from './parse.ts';
import { isPlPgSql } from './plpgsql.ts';
import type { NodeOf, Statement } from './statement.ts';
import { partsOf, walk } from './tree.ts';

/**
 * What EXECUTE runs in a block in PL/pgSQL, as far as it is made of literals: by themselves, in variables, or one after the
 * other in a loop. What is read from tables is not known, and neither is a text that has some of it.
 */
export async function executedTexts(statement: Statement): Promise<string[]> {
  if (!isPlPgSql(statement)) return [];
  const { parsePlPgSQL } = await import('libpg-query');
  const tree: unknown = await parsePlPgSQL(statement.text).catch(() => undefined);
  const { executed, given } = await readBlock(tree);
  const known = (name: string, within: readonly string[]): string[] =>
    within.includes(name)
      ? []
      : given
          .filter((each) => each.name === name)
          .flatMap(({ value }) => textsOf(value, (other) => known(other, [...within, name])));
  return [...new Set(executed.flatMap((each) => textsOf(each, (name) => known(name, []))))];
}

/** What a variable, or a field of a record, is given. */
interface Given {
  readonly name: string;
  readonly value: Node;
}

async function readBlock(tree: unknown) {
  const executed: Node[] = [];
  const given: Given[] = [];
  const names = variablesOf(tree);
  const found: Nodes[] = [];
  walk(tree, (node) => found.push(node as Nodes));
  const give = (name: string | undefined, values: readonly Node[]): void => {
    if (name !== undefined) given.push(...values.map((value) => ({ name, value })));
  };
  for (const {
    PLpgSQL_stmt_dynexecute,
    PLpgSQL_var,
    PLpgSQL_stmt_assign,
    PLpgSQL_stmt_foreach_a,
    PLpgSQL_stmt_fors,
  } of found) {
    executed.push(...(await expressionIn(PLpgSQL_stmt_dynexecute?.query)));
    give(PLpgSQL_var?.refname, await expressionIn(PLpgSQL_var?.default_val));
    give(
      names[PLpgSQL_stmt_assign?.varno ?? -1],
      await expressionIn(PLpgSQL_stmt_assign?.expr, /^\s*[\w".]+\s*:?=/),
    );
    give(names[PLpgSQL_stmt_foreach_a?.varno ?? -1], await expressionIn(PLpgSQL_stmt_foreach_a?.expr));
    for (const { name = '', value } of await rowsIn(PLpgSQL_stmt_fors?.query)) {
      const { PLpgSQL_rec, PLpgSQL_row } = PLpgSQL_stmt_fors?.var ?? {};
      give(PLpgSQL_rec ? `${PLpgSQL_rec.refname}.${name}` : PLpgSQL_row?.fields?.[0]?.name, [value]);
    }
  }
  return { executed, given };
}

/** The names of variables, by their numbers. */
function variablesOf(tree: unknown): (string | undefined)[] {
  let names: (string | undefined)[] = [];
  walk(tree, ({ datums }) => {
    if (Array.isArray(datums)) names = datums.map(({ PLpgSQL_var }: Nodes) => PLpgSQL_var?.refname);
  });
  return names;
}

async function expressionIn(expression: Expression | undefined, before?: RegExp): Promise<Node[]> {
  const query = expression?.PLpgSQL_expr?.query;
  if (query === undefined) return [];
  const rows = await rowsOf(`SELECT ${before ? query.replace(before, '') : query}`);
  return rows.map(({ value }) => value);
}

const rowsIn = async (expression: Expression | undefined) => {
  const query = expression?.PLpgSQL_expr?.query;
  return query === undefined ? [] : rowsOf(query);
};

interface Field {
  readonly name?: string;
  readonly value: Node;
}

/** The columns of a SELECT, or of VALUES, which calls them `column1` and so on; those of `unnest` in FROM by its alias. */
async function rowsOf(sql: string): Promise<Field[]> {
  const [statement] = await statementsIn(sql);
  if (statement?.kind !== 'SelectStmt') return [];
  const { targetList = [], valuesLists = [], fromClause = [] } = statement.node as NodeOf<'SelectStmt'>;
  const values = valuesLists.flatMap((each) =>
    'List' in each ? (each.List.items ?? []).map((value, at) => ({ name: `column${at + 1}`, value })) : [],
  );
  const [from, ...others] = fromClause.flatMap(unnested);
  const targets = targetList.flatMap((each) => {
    if (!('ResTarget' in each) || !each.ResTarget.val) return [];
    const { val, name } = each.ResTarget;
    const column = 'ColumnRef' in val ? partsOf(val.ColumnRef.fields).at(-1) : undefined;
    const value = from && others.length === 0 && 'ColumnRef' in val ? from.value : val;
    return [{ name: name ?? column ?? from?.name ?? '', value }];
  });
  return [...values, ...targets];
}

/** The array whose elements a function in FROM returns. */
function unnested(node: Node): Field[] {
  if (!('RangeFunction' in node)) return [];
  const { alias, functions = [] } = node.RangeFunction;
  const name = alias?.aliasname;
  const calls: Node[] = [];
  walk(functions, (each) => {
    if ('FuncCall' in each) calls.push(each as unknown as Node);
  });
  return calls.map((value) => ({ ...(name === undefined ? {} : { name }), value }));
}

interface Expression {
  readonly PLpgSQL_expr?: { readonly query?: string };
}

interface Nodes {
  readonly PLpgSQL_stmt_dynexecute?: { readonly query?: Expression };
  readonly PLpgSQL_var?: { readonly refname?: string; readonly default_val?: Expression };
  readonly PLpgSQL_stmt_assign?: { readonly varno?: number; readonly expr?: Expression };
  readonly PLpgSQL_stmt_foreach_a?: { readonly varno?: number; readonly expr?: Expression };
  readonly PLpgSQL_stmt_fors?: {
    readonly query?: Expression;
    readonly var?: {
      readonly PLpgSQL_rec?: { readonly refname?: string };
      readonly PLpgSQL_row?: { readonly fields?: readonly { readonly name?: string }[] };
    };
  };
}
