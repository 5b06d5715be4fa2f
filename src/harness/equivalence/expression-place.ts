import { quoteName, quoteText } from '../postgres/connection.ts';
import { bracketed, type Shape, statement } from './shape.ts';

/** A place on the scratch server where a printed text is put to be parsed, and how the server's own print of it is read. */
export interface Position {
  /** Statements that make room for the text; none holds anything of it. */
  readonly room: readonly string[];
  readonly accepts: Shape;
  /** The one statement that holds the text. It must define something, and run nothing of what the text says. */
  readonly place: (text: string) => string;
  /** A query with one row and one column, `text`. */
  readonly print: string;
}

/** The schema for whatever is made besides; it lives as long as one transaction. */
export const probeSchema = 'driftproof_probe';

const inProbe = (name: string): string => `${probeSchema}.${quoteName(name)}`;

export const qualifiedName = (schema: string, name: string): string =>
  `${quoteName(schema)}.${quoteName(name)}`;

const oidOf = (relation: string): string => `${quoteText(relation)}::pg_catalog.regclass`;

/** IS NOT NULL takes an expression of any type for a boolean one, and is printed around it as `(… IS NOT NULL)`. */
const asCondition = (text: string): string => `((${text}) IS NOT NULL)`;
const withoutCondition = (condition: string): string =>
  `regexp_replace(${condition}, '^\\((.*) IS NOT NULL\\)$', '\\1')`;

/**
 * An expression over the columns of a table. A policy's may hold all that any other may, subqueries and volatile
 * functions too, and making a policy evaluates nothing.
 */
export function onTable(schema: string, table: string): Position {
  const relation = qualifiedName(schema, table);
  return expressionOn(relation, []);
}

/** An expression over the columns of what can have no policy, such as a materialized view. */
export function onRelation(schema: string, name: string): Position {
  const copy = inProbe(name);
  return expressionOn(copy, [`CREATE TABLE ${copy} (LIKE ${qualifiedName(schema, name)})`]);
}

const expressionOn = (relation: string, room: readonly string[]): Position => ({
  room,
  accepts: bracketed,
  place: (text) => `CREATE POLICY ${probeSchema} ON ${relation} USING ${asCondition(text)}`,
  print: `SELECT ${withoutCondition('pg_get_expr(polqual, polrelid)')} AS text FROM pg_policy
    WHERE polname = ${quoteText(probeSchema)} AND polrelid = ${oidOf(relation)}`,
});

/** An expression about VALUE, or about nothing. NOT VALID keeps it from being evaluated. */
export const onDomain = (schema: string, name: string): Position => ({
  room: [],
  accepts: bracketed,
  place: (text) =>
    `ALTER DOMAIN ${qualifiedName(schema, name)} ADD CONSTRAINT ${probeSchema} CHECK ${asCondition(text)} NOT VALID`,
  print: `SELECT ${withoutCondition('pg_get_expr(conbin, 0)')} AS text FROM pg_constraint
    WHERE conname = ${quoteText(probeSchema)} AND contypid = ${quoteText(qualifiedName(schema, name))}::pg_catalog.regtype`,
});

/** A query; a view of it prints like a materialized view of it, and making a view runs nothing. */
export const asView: Position = {
  room: [],
  accepts: bracketed,
  place: (text) => `CREATE VIEW ${inProbe('probe')} AS (${text})`,
  print: `SELECT btrim(pg_get_viewdef(${oidOf(inProbe('probe'))}), E' ;\\n') AS text`,
};

/** A whole CREATE TRIGGER, in the stead of the trigger of that name. */
export function asTrigger(schema: string, table: string, name: string): Position {
  const relation = qualifiedName(schema, table);
  return {
    room: [`DROP TRIGGER ${quoteName(name)} ON ${relation}`],
    accepts: statement('CREATE TRIGGER', 'CREATE CONSTRAINT TRIGGER'),
    place: (text) => text,
    print: `SELECT pg_get_triggerdef(oid) AS text FROM pg_trigger
      WHERE tgname = ${quoteText(name)} AND tgrelid = ${oidOf(relation)} AND NOT tgisinternal`,
  };
}

/** A whole CREATE RULE, in the stead of the rule of that name. */
export function asRule(schema: string, table: string, name: string): Position {
  const relation = qualifiedName(schema, table);
  return {
    room: [`DROP RULE ${quoteName(name)} ON ${relation}`],
    accepts: statement('CREATE RULE'),
    place: (text) => text,
    print: `SELECT pg_get_ruledef(oid) AS text FROM pg_rewrite
      WHERE rulename = ${quoteText(name)} AND ev_class = ${oidOf(relation)}`,
  };
}

/** What the positions in a function need to know of it, in the words of CREATE FUNCTION. */
export interface FunctionHead {
  /** A body may qualify an argument with it. */
  readonly name: string;
  readonly arguments: string;
  /** Nothing for a procedure. */
  readonly returns: string | null;
}

/** The SQL-standard body of a function, which is the last thing in CREATE FUNCTION. A quoted body is no expression. */
export const asBody = (head: FunctionHead): Position =>
  inFunction('pg_get_function_sqlbody', {
    accepts: statement('BEGIN ATOMIC', 'RETURN'),
    place: (text) => `${createFunction(head)} ${text}`,
  });

/** The arguments of a function, whose defaults are expressions. */
export const asArguments = (head: FunctionHead): Position =>
  inFunction('pg_get_function_arguments', {
    accepts: bracketed,
    place: (text) => `${createFunction({ ...head, arguments: text })} AS ''`,
  });

const inFunction = (print: string, rest: Pick<Position, 'accepts' | 'place'>): Position => ({
  room: [],
  ...rest,
  print: `SELECT ${print}(oid) AS text FROM pg_proc WHERE pronamespace = '${probeSchema}'::pg_catalog.regnamespace`,
});

const createFunction = ({ name, arguments: list, returns }: FunctionHead): string =>
  returns === null
    ? `CREATE PROCEDURE ${inProbe(name)} (${list}) LANGUAGE sql`
    : `CREATE FUNCTION ${inProbe(name)} (${list}) RETURNS ${returns} LANGUAGE sql`;
