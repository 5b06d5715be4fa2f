import type { Identity } from '../model/identity.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { afterInitdb, notOfExtension, userSchema } from './catalog-query.ts';
import { readSettled } from './read-settled.ts';

/** What an object keeps of the expressions that it was made with, as Postgres prints it. */
export interface Kept {
  readonly about: Identity;
  readonly text: string;
}

const keptBy = (kind: string, text: string, name: string, rest: string, owner = 'NULL'): string => `
SELECT json_strip_nulls(json_build_object('kind', ${kind}, 'schema', n.nspname, 'table', ${owner}, 'name', ${name})) AS about, ${text} AS text
FROM ${rest} AND ${userSchema('n')}`;

const schemaOf = (alias: string): string =>
  `JOIN pg_namespace n ON n.oid = ${alias}namespace WHERE ${afterInitdb(`${alias.split('.')[0]}.oid`)}`;

/** Constants are printed as the values that they are, so that only what the server has read otherwise is otherwise. */
const keptSql = [
  keptBy(
    "'column'",
    'pg_get_expr(d.adbin, d.adrelid)',
    'a.attname',
    `pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum JOIN pg_class c ON c.oid = d.adrelid ${schemaOf('c.rel')}`,
    'c.relname',
  ),
  keptBy(
    "'check'",
    'pg_get_constraintdef(k.oid)',
    'k.conname',
    `pg_constraint k ${schemaOf('k.con')} AND k.contype IN ('c', 'x')`,
    'coalesce((SELECT relname FROM pg_class WHERE oid = k.conrelid), (SELECT typname FROM pg_type WHERE oid = k.contypid))',
  ),
  keptBy(
    "'domain'",
    'pg_get_expr(t.typdefaultbin, 0)',
    't.typname',
    `pg_type t ${schemaOf('t.typ')} AND t.typdefaultbin IS NOT NULL`,
  ),
  keptBy(
    "'index'",
    'pg_get_indexdef(c.oid)',
    'c.relname',
    `pg_class c JOIN pg_index i ON i.indexrelid = c.oid ${schemaOf('c.rel')} AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)`,
  ),
  keptBy(
    "'table'",
    'pg_get_expr(c.relpartbound, c.oid)',
    'c.relname',
    `pg_class c ${schemaOf('c.rel')} AND c.relpartbound IS NOT NULL`,
  ),
  keptBy(
    "CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized-view' END",
    'pg_get_viewdef(c.oid)',
    'c.relname',
    `pg_class c ${schemaOf('c.rel')} AND c.relkind IN ('v', 'm') AND ${notOfExtension('pg_class', 'c.oid')}`,
  ),
  keptBy(
    "'policy'",
    "concat_ws(' CHECK ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))",
    'p.polname',
    `pg_policy p JOIN pg_class c ON c.oid = p.polrelid ${schemaOf('c.rel')}`,
    'c.relname',
  ),
  keptBy(
    "'trigger'",
    'pg_get_triggerdef(g.oid)',
    'g.tgname',
    `pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid ${schemaOf('c.rel')} AND g.tgqual IS NOT NULL`,
    'c.relname',
  ),
  keptBy(
    "'function'",
    "concat_ws(' ', pg_get_function_arguments(p.oid), pg_get_function_sqlbody(p.oid))",
    "format('%s(%s)', p.proname, pg_get_function_identity_arguments(p.oid))",
    `pg_proc p ${schemaOf('p.pro')} AND (p.pronargdefaults > 0 OR p.prosqlbody IS NOT NULL) AND ${notOfExtension('pg_proc', 'p.oid')}`,
  ),
].join('\nUNION ALL');

/** Reads what the objects of a database keep: defaults, checks, bounds of partitions, the queries of views … */
export const readKept = (database: Scratch): Promise<readonly Kept[]> =>
  readSettled(database, async (snapshot) => {
    const [rows = []] = await snapshot.query(keptSql);
    return rows as unknown as Kept[];
  });
