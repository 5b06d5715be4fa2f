import { plainKind } from './plain-kind.ts';

/** Those with expressions are of a kind of their own, which follows from these. */
const kinds = `array_remove(ARRAY[${Object.entries({ d: 'ndistinct', f: 'dependencies', m: 'mcv' })
  .map(([letter, word]) => `CASE WHEN '${letter}' = ANY (o.stxkind) THEN '${word}' END`)
  .join(', ')}], NULL)`;

/** Postgres manual, "pg_statistic_ext". What ANALYZE has gathered is data. The target was -1 before it became NULL in 17. */
export const statistics = plainKind({
  kind: 'statistics',
  catalog: 'pg_statistic_ext',
  name: 'o.stxname',
  schema: 'stxnamespace',
  relation: 'stxrelid',
  missing: 'warning',
  changed: 'warning',
  attributes: {
    table: {
      sql: `(SELECT json_build_object('schema', n.nspname, 'name', c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = o.stxrelid)`,
    },
    kinds: { sql: kinds },
    columns: {
      sql: `ARRAY(SELECT a.attname FROM pg_attribute a
        WHERE a.attrelid = o.stxrelid AND a.attnum = ANY (o.stxkeys) ORDER BY a.attname)`,
    },
    expressions: {
      sql: `(SELECT coalesce(json_agg(json_build_object('expression', e) ORDER BY e), '[]')
        FROM unnest(pg_get_statisticsobjdef_expressions(o.oid)) e)`,
      expression: 'owner',
    },
    target: { sql: 'nullif(o.stxstattarget, -1)', severity: 'info' },
  },
});
