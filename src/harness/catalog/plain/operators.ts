import { functionAt, inWords, nameIn, plainKind } from './plain-kind.ts';

/** Postgres manual, "pg_cast". */
export const cast = plainKind({
  kind: 'cast',
  catalog: 'pg_cast',
  name: `format_type(o.castsource, NULL) || ' AS ' || format_type(o.casttarget, NULL)`,
  // A range type makes its cast to its multirange itself.
  where: `NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_catalog.pg_cast'::regclass
    AND i.objid = o.oid AND i.deptype = 'i')`,
  attributes: {
    function: { sql: functionAt('castfunc') },
    context: { sql: inWords('o.castcontext', { i: 'implicit', a: 'assignment', e: 'explicit' }) },
    method: { sql: inWords('o.castmethod', { f: 'function', i: 'in and out', b: 'binary' }) },
  },
});

const otherOperator = (column: string): string => `nullif(o.${column}, 0)::regoperator::text`;
const operand = (column: string): string =>
  `CASE o.${column} WHEN 0 THEN 'NONE' ELSE format_type(o.${column}, NULL) END`;

/** Postgres manual, "pg_operator". One that another names as its commutator or negator first is a shell, without a function. */
export const operator = plainKind({
  kind: 'operator',
  catalog: 'pg_operator',
  name: 'o.oprname',
  schema: 'oprnamespace',
  arguments: `ARRAY[${operand('oprleft')}, ${operand('oprright')}]`,
  attributes: {
    function: { sql: functionAt('oprcode') },
    result: { sql: 'CASE WHEN o.oprresult <> 0 THEN format_type(o.oprresult, NULL) END' },
    commutator: { sql: otherOperator('oprcom'), severity: 'warning' },
    negator: { sql: otherOperator('oprnegate'), severity: 'warning' },
    restrict: { sql: functionAt('oprrest'), severity: 'warning' },
    join: { sql: functionAt('oprjoin'), severity: 'warning' },
    merges: { sql: 'o.oprcanmerge', severity: 'warning' },
    hashes: { sql: 'o.oprcanhash', severity: 'warning' },
  },
});

/** Two access methods may each have an operator class or family of the same name. */
const using = (method: string): string =>
  `' USING ' || (SELECT quote_ident(m.amname) FROM pg_am m WHERE m.oid = o.${method})`;

/**
 * SQL condition: a member of a family is part of a class, or of none. What a class needs to work is made with it, and
 * recorded as depending on it; what else is in a family is loose (Postgres manual, "CREATE OPERATOR FAMILY").
 */
const partOf = (catalog: string, which: string): string => `
  (SELECT FROM pg_depend d WHERE d.classid = 'pg_catalog.${catalog}'::regclass AND d.objid = m.oid
     AND d.refclassid = 'pg_catalog.pg_opclass'::regclass${which})`;

/** SQL: operators of a family, as CREATE OPERATOR CLASS names them, in the order of their numbers. */
const operators = (family: string, isWanted: (catalog: string) => string): string => `
  (SELECT coalesce(json_agg(json_build_object('number', m.amopstrategy, 'operator', m.amopopr::regoperator::text,
      'orderBy', CASE m.amoppurpose WHEN 'o' THEN ${nameIn('pg_opfamily', 'opf', 'm.amopsortfamily')} END)
    ORDER BY m.amopstrategy, m.amopopr::regoperator::text), '[]')
   FROM pg_amop m WHERE m.amopfamily = ${family} AND ${isWanted('pg_amop')})`;

/** SQL: the same of functions. */
const functions = (family: string, isWanted: (catalog: string) => string): string => `
  (SELECT coalesce(json_agg(json_build_object('number', m.amprocnum, 'function', m.amproc::oid::regprocedure::text,
      'types', ARRAY[format_type(m.amproclefttype, NULL), format_type(m.amprocrighttype, NULL)])
    ORDER BY m.amprocnum, format_type(m.amproclefttype, NULL), format_type(m.amprocrighttype, NULL)), '[]')
   FROM pg_amproc m WHERE m.amprocfamily = ${family} AND ${isWanted('pg_amproc')})`;

const ofClass = (catalog: string): string => `EXISTS ${partOf(catalog, ' AND d.refobjid = o.oid')}`;
const loose = (catalog: string): string => `NOT EXISTS ${partOf(catalog, '')}`;

/** Postgres manual, "pg_opclass". */
export const operatorClass = plainKind({
  kind: 'operator-class',
  catalog: 'pg_opclass',
  name: `quote_ident(o.opcname) || ${using('opcmethod')}`,
  schema: 'opcnamespace',
  attributes: {
    type: { sql: 'format_type(o.opcintype, NULL)' },
    storage: { sql: 'CASE WHEN o.opckeytype <> 0 THEN format_type(o.opckeytype, NULL) END' },
    default: { sql: 'o.opcdefault' },
    family: { sql: nameIn('pg_opfamily', 'opf', 'o.opcfamily') },
    operators: { sql: operators('o.opcfamily', ofClass) },
    functions: { sql: functions('o.opcfamily', ofClass) },
  },
});

/** Postgres manual, "pg_opfamily". */
export const operatorFamily = plainKind({
  kind: 'operator-family',
  catalog: 'pg_opfamily',
  name: `quote_ident(o.opfname) || ${using('opfmethod')}`,
  schema: 'opfnamespace',
  attributes: {
    operators: { sql: operators('o.oid', loose), severity: 'warning' },
    functions: { sql: functions('o.oid', loose), severity: 'warning' },
  },
});
