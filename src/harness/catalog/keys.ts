import { nameParts, printed } from './family.ts';

/**
 * SQL: the collation of a key, unless it is that of the column `c`, or for an expression that of its type `t`, if that is
 * known.
 */
const collation = (
  oid: string,
): string => `(SELECT ${nameParts('n.nspname', 'o.collname')} FROM pg_collation o
    JOIN pg_namespace n ON n.oid = o.collnamespace
    WHERE o.oid = ${oid} AND o.oid <> coalesce(c.attcollation, t.typcollation, 'pg_catalog."default"'::regcollation))`;

/**
 * SQL: operator classes that differ in name only (varchar_ops is text_ops) share family and input type: the default one
 * of them stands for all. It is said unless it is a default made for the key's very type `t`: oid_ops on an integer is
 * a default too, but not the integer's.
 */
const opclass = (oid: string): string => `(
    SELECT ${nameParts('n.nspname', 'o.opcname')}
    FROM (SELECT other.* FROM pg_opclass mine JOIN pg_opclass other ON other.opcmethod = mine.opcmethod
        AND other.opcfamily = mine.opcfamily AND other.opcintype = mine.opcintype AND other.opckeytype = mine.opckeytype
      WHERE mine.oid = ${oid} ORDER BY other.opcdefault DESC, other.opcname LIMIT 1) o
    JOIN pg_namespace n ON n.oid = o.opcnamespace
    JOIN pg_type wanted ON wanted.oid = o.opcintype
    WHERE NOT (o.opcdefault AND (wanted.typtype = 'p' OR wanted.oid IN (t.oid, t.typbasetype)
      OR (wanted.oid = 'text'::regtype AND t.oid = 'varchar'::regtype)))
  )`;

/** SQL: bits of indoption: 1 is DESC, 2 is NULLS FIRST, which DESC implies. Most access methods have no order. */
const direction = `CASE WHEN pg_indexam_has_property(r.relam, 'can_order') THEN
    nullif((ARRAY['', 'DESC NULLS LAST', 'NULLS FIRST', 'DESC'])[i.indoption[place - 1] + 1], '') END`;

/**
 * SQL: the keys of the index `i`, in their order, with what is not the default of their columns, and more `parts` of
 * each. Places count from 1; indoption and friends count from 0, and indkey is 0 for an expression. The parameters
 * of an operator class are kept on the index's own column.
 */
export const indexKeys = (parts = ''): string => `(
  SELECT json_agg(json_build_object('expression', ${printed('pg_get_indexdef(i.indexrelid, place, false)')},
    'collation', ${collation('i.indcollation[place - 1]')}, 'opclass', ${opclass('i.indclass[place - 1]')},
    'parameters', coalesce(x.attoptions, '{}'), 'direction', ${direction} ${parts}) ORDER BY place)
  FROM generate_series(1, i.indnkeyatts) place
  JOIN pg_class r ON r.oid = i.indexrelid
  JOIN pg_attribute x ON x.attrelid = i.indexrelid AND x.attnum = place
  LEFT JOIN pg_attribute c ON c.attrelid = i.indrelid AND c.attnum = nullif(i.indkey[place - 1], 0)
  JOIN pg_type t ON t.oid = coalesce(c.atttypid, x.atttypid))`;

/**
 * SQL: the keys of the partitioned table `pt`, in the same way; of an expression it has no type, and no text of its own:
 * Postgres prints all of them as one list, so that the expression of such a key is null.
 */
export const partitionKeys = `(
  SELECT json_agg(json_build_object('expression', quote_ident(c.attname),
    'collation', ${collation('pt.partcollation[place - 1]')}, 'opclass', ${opclass('pt.partclass[place - 1]')},
    'parameters', '{}'::text[], 'direction', NULL) ORDER BY place)
  FROM generate_series(1, pt.partnatts) place
  LEFT JOIN pg_attribute c ON c.attrelid = pt.partrelid AND c.attnum = nullif(pt.partattrs[place - 1], 0)
  LEFT JOIN pg_type t ON t.oid = c.atttypid)`;
