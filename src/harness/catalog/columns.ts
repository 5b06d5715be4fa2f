import type { Name } from '../model/identity.ts';
import { collationName, comment, family, ownRelation, printedExpression, userSchema } from './family.ts';
import { kindFacts, physical, subtle, undeclarable } from './kind.ts';

/**
 * SQL: the options that a user can set (Postgres manual, "ALTER TABLE", SET ( attribute_option )), by name: security
 * releases of late 2026 keep a `pg_attver` of their own beside them, another number in each table.
 */
const columnOptions = `ARRAY(SELECT o FROM unnest(a.attoptions) o
  WHERE split_part(o, '=', 1) IN ('n_distinct', 'n_distinct_inherited') ORDER BY o COLLATE "C")`;

/**
 * The expression of a generated column is stored where defaults are (pg_attrdef): attgenerated tells them apart.
 * PostgreSQL 18 can hold a NOT NULL that is not validated, or that children do not inherit; its constraint row
 * says so, attnotnull does not. Constraint names of NOT NULL are not read: earlier majors have none.
 * Collation and storage are shown only where they are not the type's own.
 * The statistics target was -1 before it became NULL in PostgreSQL 17.
 */
const sql = `
SELECT n.nspname AS schema, c.relname AS "table", a.attname AS name,
  format_type(a.atttypid, a.atttypmod) AS type,
  a.attnotnull AS "notNull",
  (SELECT CASE WHEN NOT k.convalidated THEN 'not validated' WHEN k.connoinherit THEN 'not inherited' END
    FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum])
    AS "notNullNote",
  CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
  CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END AS generated,
  ${printedExpression('d.adbin', 'd.adrelid')} AS expression,
  CASE WHEN a.attcollation <> t.typcollation THEN ${collationName('a.attcollation')} END AS collation,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
  CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage
    WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END AS storage,
  nullif(a.attstattarget, -1) AS statistics,
  ${columnOptions} AS options,
  NOT a.attislocal AS inherited,
  ${comment('pg_class', 'c.oid', 'a.attnum')} AS comment
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND ${userSchema('n')} AND c.relpersistence <> 't'
  AND ${ownRelation('c', 'rp')}`;

interface ColumnRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly notNullNote: string | null;
  readonly identity: string | null;
  readonly generated: string | null;
  readonly expression: string | null;
  readonly collation: Name | null;
  readonly compression: string | null;
  readonly storage: string | null;
  readonly statistics: number | null;
  readonly options: string[];
  readonly inherited: boolean;
  readonly comment: string | null;
}

export const column = kindFacts({
  // An insert must name what is NOT NULL and filled by nothing; inserts of today do not.
  extra: ({ notNull, default: value, identity, generated }) =>
    notNull !== false && value === null && identity === null && generated === null ? 'breaking' : 'warning',
  attributes: {
    type: {},
    notNull: {},
    default: { expression: 'owner', literalOf: 'type' },
    identity: {},
    generated: {},
    expression: { expression: 'owner' },
    collation: undeclarable,
    compression: physical,
    storage: physical,
    statistics: physical,
    options: physical,
    inherited: subtle,
    comment: physical,
  },
});

export const columns = family(
  column,
  sql,
  ({ schema, table, name, notNull, notNullNote, expression, ...attributes }: ColumnRow) => ({
    id: { kind: 'column', schema, table, name },
    attributes: {
      ...attributes,
      notNull: notNullNote ?? notNull,
      default: attributes.generated ? null : expression,
      expression: attributes.generated ? expression : null,
    },
    within: { kind: 'table', schema, name: table },
  }),
);
