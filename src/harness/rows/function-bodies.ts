import { afterInitdb, notOfExtension, userSchema } from '../catalog/catalog-query.ts';

/** A function that is in a database before a step. */
export interface FunctionBody {
  readonly name: string;
  readonly body: string;
  /** The tables whose triggers call it. */
  readonly tables: readonly string[];
}

/** SQL: an expression that reads the {@link FunctionBody}s of a database, which are user-defined functions and procedures. */
export const functionBodiesSql = `(
  SELECT coalesce(json_agg(json_build_object('name', p.proname, 'body', left(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc), 20000),
    'tables', ARRAY(SELECT DISTINCT c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgfoid = p.oid))
    ORDER BY p.oid), '[]')
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
  WHERE ${userSchema('n')} AND ${afterInitdb('p.oid')} AND ${notOfExtension('pg_proc', 'p.oid')} AND p.prokind <> 'a' AND l.lanname IN ('sql', 'plpgsql'))`;

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
