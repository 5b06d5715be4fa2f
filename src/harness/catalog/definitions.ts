import type { Readable } from '../postgres/live.ts';
import { notOfExtension, userSchema } from './catalog-query.ts';

/** How something is made that others may need by its name. */
export interface Definition {
  readonly kind: 'function' | 'type' | 'enum' | 'sequence' | 'view';
  readonly schema: string;
  readonly name: string;
  readonly sql: string;
}

const inUserSchema = (catalog: string, oid: string): string =>
  `${userSchema('n')} AND ${notOfExtension(catalog, oid)}`;

/** Aggregates and operators have no definition that Postgres prints: this is what makes them as far as a call needs them. */
const functions = `
SELECT 'function', n.nspname, p.proname, pg_get_functiondef(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prokind <> 'a' AND ${inUserSchema('pg_proc', 'p.oid')}
  AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_catalog.pg_proc'::regclass
    AND i.objid = p.oid AND i.deptype = 'i')
UNION ALL
SELECT 'function', n.nspname, p.proname, format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s%s%s%s)', n.nspname, p.proname,
  pg_get_function_arguments(p.oid), a.aggtransfn::text, format_type(a.aggtranstype, NULL),
  CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC = ' || a.aggfinalfn::text || CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END ELSE '' END,
  coalesce(', INITCOND = ' || quote_literal(a.agginitval), ''), CASE a.aggkind WHEN 'h' THEN ', HYPOTHETICAL' ELSE '' END)
FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE ${inUserSchema('pg_proc', 'p.oid')}
UNION ALL
SELECT 'function', n.nspname, o.oprname, format('CREATE OPERATOR %I.%s (FUNCTION = %s%s, RIGHTARG = %s)', n.nspname, o.oprname,
  o.oprcode::text, CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || format_type(o.oprleft, NULL) ELSE '' END, format_type(o.oprright, NULL))
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE o.oprcode <> 0 AND ${inUserSchema('pg_operator', 'o.oid')}`;

/** What a domain checks, and what a range or a collation is made of, changes nothing in what refers to it by name. */
const types = `
SELECT CASE t.typtype WHEN 'e' THEN 'enum' ELSE 'type' END, n.nspname, t.typname,
  format(CASE t.typtype WHEN 'd' THEN 'CREATE DOMAIN %I.%I AS ' || format_type(t.typbasetype, t.typtypmod)
    WHEN 'e' THEN 'CREATE TYPE %I.%I AS ENUM (' || (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
      FROM pg_enum WHERE enumtypid = t.oid) || ')'
    WHEN 'r' THEN 'CREATE TYPE %I.%I AS RANGE (SUBTYPE = ' || (SELECT format_type(rngsubtype, NULL)
      FROM pg_range WHERE rngtypid = t.oid) || ')'
    ELSE 'CREATE TYPE %I.%I AS (' || coalesce((SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod),
      ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped), '') || ')'
    END, n.nspname, t.typname)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE (t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c') AND ${inUserSchema('pg_type', 't.oid')}
UNION ALL
SELECT 'type', n.nspname, o.collname, format('CREATE COLLATION %I.%I FROM pg_catalog."C"', n.nspname, o.collname)
FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace WHERE ${inUserSchema('pg_collation', 'o.oid')}
UNION ALL
SELECT 'type', n.nspname, g.cfgname,
  format('CREATE TEXT SEARCH CONFIGURATION %I.%I (COPY = pg_catalog.simple)', n.nspname, g.cfgname)
FROM pg_ts_config g JOIN pg_namespace n ON n.oid = g.cfgnamespace WHERE ${inUserSchema('pg_ts_config', 'g.oid')}`;

/** A sequence of a serial or identity column comes with its column. */
const relations = `
SELECT 'sequence', n.nspname, c.relname, format('CREATE SEQUENCE %I.%I AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s',
  n.nspname, c.relname, format_type(s.seqtypid, NULL), s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache)
  || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${inUserSchema('pg_class', 'c.oid')} AND NOT EXISTS (SELECT FROM pg_depend d
  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i'))
UNION ALL
SELECT 'view', n.nspname, c.relname, format(CASE c.relkind WHEN 'v' THEN 'CREATE VIEW %I.%I AS %s'
  ELSE 'CREATE MATERIALIZED VIEW %I.%I AS %s' END, n.nspname, c.relname, pg_get_viewdef(c.oid))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND ${inUserSchema('pg_class', 'c.oid')}`;

/**
 * The statements that make, as far as others need them by name, what a database has of functions, types, sequences of
 * their own and views. No statement is certain to work on another database, or in this order.
 */
export const definitionsIn = (database: Readable): Promise<Definition[]> =>
  database.read(async (snapshot) => {
    const union = [functions, types, relations].join(' UNION ALL ');
    const [rows = []] = await snapshot.query(
      `SELECT d.kind, d.schema, d.name, d.sql FROM (${union}) d (kind, schema, name, sql) WHERE d.sql IS NOT NULL ORDER BY 1, 2, 3, 4`,
    );
    return rows as unknown as Definition[];
  });
