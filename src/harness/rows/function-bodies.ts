import { afterInitdb, notOfExtension, userSchema } from '../catalog/catalog-query.ts';

/** A function, or a rule on a table, that is in a database before a step. */
export interface FunctionBody {
  readonly name: string;
  readonly body: string;
  /** The tables whose triggers call it. */
  readonly tables: readonly string[];
  /** Oids of the tables whose triggers, defaults, checks, generated columns, indexes or rules call it. */
  readonly usedBy: readonly string[];
}

/** SQL: the table that an object belongs to which depends on a function. */
const userOf = `CASE d.classid
  WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger WHERE oid = d.objid)
  WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef WHERE oid = d.objid)
  WHEN 'pg_constraint'::regclass THEN (SELECT conrelid FROM pg_constraint WHERE oid = d.objid)
  WHEN 'pg_class'::regclass THEN (SELECT indrelid FROM pg_index WHERE indexrelid = d.objid)
  WHEN 'pg_rewrite'::regclass THEN (SELECT ev_class FROM pg_rewrite WHERE oid = d.objid) END`;

const rootOf = (oid: string): string => `coalesce(pg_partition_root(${oid}), ${oid})::oid::text`;

/** SQL: an expression that reads the {@link FunctionBody}s of a database, which are user-defined functions, procedures and rules. */
export const functionBodiesSql = `(
  SELECT coalesce(json_agg(json_build_object('name', name, 'body', left(body, 20000), 'tables', tables, 'usedBy', used)), '[]') FROM (
    SELECT p.proname AS name, coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) AS body,
      ARRAY(SELECT DISTINCT c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgfoid = p.oid) AS tables,
      ARRAY(SELECT DISTINCT ${rootOf('rel')} FROM (SELECT ${userOf} AS rel FROM pg_depend d
        WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid) AS u WHERE rel IS NOT NULL) AS used
    FROM (SELECT * FROM pg_proc ORDER BY oid) AS p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
    WHERE ${userSchema('n')} AND ${afterInitdb('p.oid')} AND ${notOfExtension('pg_proc', 'p.oid')} AND p.prokind <> 'a' AND l.lanname IN ('sql', 'plpgsql')
    UNION ALL
    SELECT r.rulename, pg_get_ruledef(r.oid), ARRAY[c.relname::text], ARRAY[c.oid::text] FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE ${afterInitdb('r.oid')} AND c.relkind IN ('r', 'p')) AS known)`;

/** The bodies of functions that SQL calls by its words, or that a trigger on a table that it names does, and of those that they call. */
export function bodiesCalledBy(sql: string, functions: readonly FunctionBody[]): readonly string[] {
  const found = new Set<FunctionBody>();
  const look = (text: string): void => {
    const words = new Set(text.match(/[\p{L}\p{N}_$]+/gu) ?? []);
    const next = functions.filter(
      (each) => !found.has(each) && [each.name, ...each.tables].some((name) => words.has(name)),
    );
    for (const each of next) found.add(each);
    for (const each of next) look(each.body);
  };
  if (functions.length > 0) look(sql);
  return [...found].map(({ body }) => body);
}
