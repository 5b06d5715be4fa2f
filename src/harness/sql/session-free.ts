import type { AlterTableCmd, ColumnDef, Constraint, Node } from 'libpg-query';
import { lookUp, type PerKind, type Statement } from './statement.ts';
import { partsOf, walk } from './tree.ts';

/**
 * Whether a statement does the same whatever its session's TimeZone, DateStyle …: it works out no value of rows that are there,
 * and no text in it can be a date, a time, an amount or a number. What is not known to be so is not.
 */
export const isSessionFree = (statement: Statement): boolean => lookUp(free, statement) ?? false;

/** Whether no constant in a parse tree can be a date, a time, an amount or a number. */
export const saysNoDate = (tree: unknown): boolean => {
  let isFound = false;
  walk(tree, ({ A_Const: constant }) => {
    const { sval } = (constant ?? {}) as { readonly sval?: { readonly sval?: string } };
    isFound ||= /\d|^\s*(now|today|tomorrow|yesterday|epoch|[-+]?infinity|allballs)\s*$/i.test(
      sval?.sval ?? '',
    );
  });
  return !isFound;
};

/** A default or a check is only kept by what makes it; an index over columns keeps their values as they are. */
const free: PerKind<boolean> = {
  CreateStmt: (node) => node.partbound === undefined && saysNoDate(node),
  IndexStmt: ({ indexParams = [], whereClause }) =>
    indexParams.every((each) => 'IndexElem' in each && each.IndexElem.expr === undefined) &&
    isPlain(whereClause),
  AlterTableStmt: ({ cmds = [] }) =>
    cmds.every((each) => 'AlterTableCmd' in each && isFreeCommand(each.AlterTableCmd)),
  CreateEnumStmt: () => true,
  AlterEnumStmt: () => true,
  CreateSchemaStmt: ({ schemaElts = [] }) => schemaElts.length === 0,
  DropStmt: () => true,
  RenameStmt: () => true,
  CommentStmt: () => true,
};

function isFreeCommand({ subtype, def }: AlterTableCmd): boolean {
  switch (subtype) {
    case 'AT_AddColumn':
      return def !== undefined && 'ColumnDef' in def && isFreeColumn(def.ColumnDef);
    case 'AT_AddConstraint':
      return def !== undefined && 'Constraint' in def && isFreeConstraint(def.Constraint);
    case 'AT_ColumnDefault':
      return saysNoDate(def);
    case 'AT_DropColumn':
    case 'AT_DropConstraint':
    case 'AT_SetNotNull':
    case 'AT_DropNotNull':
      return true;
    default:
      return false;
  }
}

/** A domain, which may be any type of users, can have a default of its own. */
const isFreeColumn = ({ typeName, constraints = [] }: ColumnDef): boolean =>
  isOfPostgres(partsOf(typeName?.names)) &&
  constraints.every((each) => 'Constraint' in each && isFreeConstraint(each.Constraint));

/** The types that have words of their own, and the usual ones that the parser does not know. */
const isOfPostgres = ([schema, name]: readonly string[]): boolean =>
  name === undefined
    ? /^(text|uuid|jsonb?|bytea|date|inet|cidr|citext)$/.test(schema ?? '')
    : schema === 'pg_catalog' && !name.endsWith('serial');

function isFreeConstraint({ contype, raw_expr: expression }: Constraint): boolean {
  switch (contype) {
    case 'CONSTR_NULL':
    case 'CONSTR_NOTNULL':
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
    case 'CONSTR_FOREIGN':
      return true;
    case 'CONSTR_DEFAULT':
      return expression !== undefined && 'A_Const' in expression && saysNoDate(expression);
    case 'CONSTR_CHECK':
      return isPlain(expression);
    default:
      return false;
  }
}

/** Compares columns with constants, and nothing else with anything. */
function isPlain(expression: Node | undefined): boolean {
  if (expression === undefined || isConstant(expression)) return true;
  if ('BoolExpr' in expression) return (expression.BoolExpr.args ?? []).every(isPlain);
  if ('NullTest' in expression) return isColumn(expression.NullTest.arg);
  if ('BooleanTest' in expression) return isColumn(expression.BooleanTest.arg);
  if (!('A_Expr' in expression)) return isColumn(expression);
  const { lexpr, rexpr } = expression.A_Expr;
  return (isColumn(lexpr) && isConstant(rexpr)) || (isConstant(lexpr) && isColumn(rexpr));
}

const isColumn = (node: Node | undefined): boolean => node !== undefined && 'ColumnRef' in node;

/** A list is of constants, too. */
const isConstant = (node: Node | undefined): boolean =>
  node !== undefined &&
  ('List' in node ? (node.List.items ?? []).every(isConstant) : 'A_Const' in node && saysNoDate(node));
