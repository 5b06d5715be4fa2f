import type { AlterTableCmd, ColumnDef, Node } from 'libpg-query';
import { printName } from '../../model/identity.ts';
import type { Statement } from '../../sql/statement.ts';
import { nameOfParts, nameOfRelation, partsOf, walk } from '../../sql/tree.ts';

/** A text that a statement uses as a value of a type. */
export interface EnumUse {
  readonly type: string;
  readonly value: string;
}

/** By the printed name of a table and the name of a column: the printed name of its type. */
export type ColumnTypes = Map<string, Map<string, string>>;

const learn = (columns: ColumnTypes, table: string, column: string, type: string) =>
  columns.set(table, new Map(columns.get(table)).set(column, type));

type Tree = Readonly<Record<string, unknown>>;

/**
 * The texts in a statement that stand for values of a type, as far as its parse tree tells: cast to it, defaults of its
 * columns, set to or compared with its columns, and rows inserted into a table that has such a column.
 * Learns the types of columns on the way.
 */
export function enumUsesIn(statement: Statement, columns: ColumnTypes): EnumUse[] {
  const uses: EnumUse[] = [];
  const tables = tablesIn(statement);
  const use = (type: string | undefined, tree: unknown) => {
    if (type !== undefined) uses.push(...textsIn(tree).map((value) => ({ type, value })));
  };
  const typeOfColumn = (name: string | undefined): string | undefined =>
    tables.map((table) => columns.get(table)?.get(name ?? '')).find((type) => type !== undefined);
  walk(statement.node, (node) => {
    const {
      ColumnDef: def,
      TypeCast: cast,
      AlterTableCmd: command,
      A_Expr: comparison,
      ResTarget: target,
    } = node as {
      ColumnDef?: ColumnDef;
      TypeCast?: Tree;
      AlterTableCmd?: AlterTableCmd;
      A_Expr?: Tree;
      ResTarget?: Tree;
    };
    if (def) {
      const type = typeNameOf(def);
      const table = tables[0];
      if (type !== undefined && def.colname !== undefined && table !== undefined)
        learn(columns, table, def.colname, type);
      use(type, def.constraints);
    }
    if (cast) use(typeNameOf(cast), cast.arg);
    if (command?.subtype === 'AT_AlterColumnType' && command.def && 'ColumnDef' in command.def)
      learn(columns, tables[0] ?? '', command.name ?? '', typeNameOf(command.def.ColumnDef) ?? '');
    if (command?.subtype === 'AT_ColumnDefault') use(typeOfColumn(command.name), command.def);
    if (comparison) use(typeOfColumn(columnIn(comparison)), comparison);
    if (statement.kind === 'UpdateStmt' && target) use(typeOfColumn(target.name as string), target.val);
  });
  if (statement.kind === 'InsertStmt') {
    const types = tables.flatMap((table) => [...(columns.get(table)?.values() ?? [])]);
    for (const type of new Set(types)) use(type, statement.node.selectStmt);
  }
  return uses;
}

/** A statement's own table comes first. */
function tablesIn({ node }: Statement): string[] {
  const tables: string[] = [];
  walk(node, ({ relname, schemaname }) => {
    if (typeof relname === 'string')
      tables.push(
        printName(nameOfRelation({ relname, ...(typeof schemaname === 'string' ? { schemaname } : {}) })),
      );
  });
  return tables;
}

const typeNameOf = ({ typeName }: { readonly typeName?: unknown }): string | undefined => {
  const names = (typeName as { names?: Node[] } | undefined)?.names;
  return names && printName(nameOfParts(partsOf(names)));
};

const textsIn = (tree: unknown): string[] => {
  const texts: string[] = [];
  walk(tree, ({ A_Const: constant }) => {
    const text = (constant as { sval?: { sval?: string } } | undefined)?.sval?.sval;
    if (text !== undefined) texts.push(text);
  });
  return texts;
};

/** The last part of the first column's name in an expression. */
const columnIn = (tree: unknown): string | undefined => {
  let name: string | undefined;
  walk(tree, ({ ColumnRef: column }) => {
    name ??= partsOf((column as { fields?: Node[] } | undefined)?.fields).at(-1);
  });
  return name;
};
