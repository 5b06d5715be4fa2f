import type { Node } from 'libpg-query';
import { partsOf } from './tree.ts';

/** The texts that a name can stand for, as far as they are known; a field of a record is called `record.field`. */
export type KnownTexts = (name: string) => readonly string[];

/**
 * The texts that an expression can come to: literals, variables, what `format`, `concat`, `quote_ident`, `quote_literal` and
 * `||` make of them, and the elements of an array. None where anything else has a part in it.
 */
export function textsOf(node: Node | undefined, known: KnownTexts): readonly string[] {
  if (!node) return [];
  const of = (each: Node | undefined): readonly string[] => textsOf(each, known);
  if ('A_Const' in node) return constant(node.A_Const);
  if ('TypeCast' in node)
    return (node.TypeCast.typeName?.arrayBounds ?? []).length > 0
      ? of(node.TypeCast.arg).flatMap(elements)
      : of(node.TypeCast.arg);
  if ('ColumnRef' in node) return known(partsOf(node.ColumnRef.fields).join('.'));
  if ('A_ArrayExpr' in node) return (node.A_ArrayExpr.elements ?? []).flatMap(of);
  if ('A_Expr' in node)
    return partsOf(node.A_Expr.name).join('') === '||'
      ? combined([of(node.A_Expr.lexpr), of(node.A_Expr.rexpr)]).map((both) => both.join(''))
      : [];
  if (!('FuncCall' in node)) return [];
  const make = functions[partsOf(node.FuncCall.funcname).at(-1) ?? ''];
  return make ? combined((node.FuncCall.args ?? []).map(of)).map((args) => make(...args)) : [];
}

type Constant = Extract<Node, { A_Const: unknown }>['A_Const'];

function constant({ sval, ival, isnull }: Constant): string[] {
  if (isnull) return [];
  if (ival) return [String(ival.ival ?? 0)];
  return sval ? [sval.sval ?? ''] : [];
}

/** The elements of an array as text, of which none has a quote or another array in it. */
const elements = (text: string): string[] =>
  /^\{[^"{}\\]*\}$/.test(text)
    ? text
        .slice(1, -1)
        .split(',')
        .map((each) => each.trim())
    : [];

/** Every choice of one from each. */
const combined = (choices: readonly (readonly string[])[]): string[][] =>
  choices.reduce<string[][]>(
    (before, each) => before.flatMap((some) => each.map((one) => [...some, one])).slice(0, mostTexts),
    [[]],
  );

/** More than a block writes out by hand. */
const mostTexts = 10_000;

const quoteIdent = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const functions: Readonly<Record<string, (...args: readonly string[]) => string>> = {
  format,
  concat: (...args) => args.join(''),
  quote_ident: (text = '') => quoteIdent(text),
  quote_literal: (text = '') => quoteLiteral(text),
  unnest: (text = '') => text,
};

/** As the server's own (Postgres manual, "format"). */
function format(text = '', ...args: readonly string[]): string {
  let next = 0;
  return text.replace(/%(?:(\d+)\$)?-?\d*([%sIL])/g, (_, position: string | undefined, type: string) => {
    if (type === '%') return '%';
    if (position !== undefined) next = Number(position) - 1;
    const arg = args[next++] ?? '';
    return type === 'I' ? quoteIdent(arg) : type === 'L' ? quoteLiteral(arg) : arg;
  });
}
