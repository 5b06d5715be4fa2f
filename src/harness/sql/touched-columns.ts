import type { AlterTableCmd, Node, RangeVar } from 'libpg-query';
import { lookUp, type PerKind, type Piece } from './statement.ts';
import { partsOf, walk } from './tree.ts';

/** The relation that a statement is about, as it names it, and which of its columns it changes or puts under a constraint. */
export interface Touched {
  readonly schema: string | undefined;
  readonly name: string;
  readonly columns: readonly string[];
}

/** Nothing for a statement that is about no relation, or about several. */
export const touchedBy = (statement: Piece): Touched | undefined => lookUp(touches, statement);

const touched = (relation: RangeVar | undefined, columns: readonly string[] = []): Touched | undefined =>
  relation?.relname === undefined
    ? undefined
    : { schema: relation.schemaname, name: relation.relname, columns: [...new Set(columns)] };

const touches: PerKind<Touched | undefined> = {
  AlterTableStmt: ({ relation, cmds = [] }) =>
    touched(
      relation,
      cmds.flatMap((node) => ('AlterTableCmd' in node ? columnsIn(node.AlterTableCmd) : [])),
    ),
  IndexStmt: ({ relation, indexParams = [] }) =>
    touched(
      relation,
      indexParams.flatMap((node) =>
        'IndexElem' in node ? (node.IndexElem.name ?? columnsNamedIn(node.IndexElem.expr)) : [],
      ),
    ),
  UpdateStmt: ({ relation, targetList = [] }) =>
    touched(
      relation,
      targetList.flatMap((node) => ('ResTarget' in node ? (node.ResTarget.name ?? []) : [])),
    ),
  InsertStmt: ({ relation }) => touched(relation),
  DeleteStmt: ({ relation }) => touched(relation),
  RefreshMatViewStmt: ({ relation }) => touched(relation),
};

function columnsIn({ name, def }: AlterTableCmd): string[] {
  if (def && 'Constraint' in def) {
    const { keys, fk_attrs: referring, exclusions, raw_expr: check } = def.Constraint;
    return [...partsOf(keys), ...partsOf(referring), ...elementsIn(exclusions), ...columnsNamedIn(check)];
  }
  if (name !== undefined) return [name];
  return def && 'ColumnDef' in def ? [def.ColumnDef.colname ?? ''] : [];
}

const elementsIn = (tree: unknown): string[] => {
  const names: string[] = [];
  walk(tree, ({ IndexElem: element }) => {
    const { name, expr } = (element ?? {}) as { readonly name?: string; readonly expr?: unknown };
    names.push(...(name === undefined ? columnsNamedIn(expr) : [name]));
  });
  return names;
};

const columnsNamedIn = (tree: unknown): string[] => {
  const names: string[] = [];
  walk(tree, ({ ColumnRef: column }) => {
    const { fields } = (column ?? {}) as { readonly fields?: readonly Node[] };
    names.push(...partsOf(fields).slice(-1));
  });
  return names;
};
