import type { Name } from '../model/identity.ts';
import { catalogQuery, inUserSchema, nameParts, newer, printed, printedExpression } from './catalog-query.ts';

export interface IndexRow {
  readonly oid: number;
  readonly relation: number;
  readonly keyCount: number;
  readonly isUnique: true | null;
  readonly nullsNotDistinct: true | null;
  readonly isInvalid: true | null;
  readonly isClustered: true | null;
  readonly isReplicaIdentity: true | null;
  /** Numbers of columns, 0 for an expression; those that are only included come after the keys. */
  readonly columns: string;
  readonly collations: string;
  readonly classes: string;
  /** A number with bits for each key. */
  readonly directions: string;
  readonly predicate: string | null;
}

/** The index of a partitioned table is invalid until every partition has its part. */
export const indexRows = catalogQuery<IndexRow>(`
SELECT i.indexrelid AS oid, i.indrelid AS relation, i.indnkeyatts AS "keyCount",
  nullif(i.indisunique, false) AS "isUnique", nullif(newer.indnullsnotdistinct, false) AS "nullsNotDistinct",
  nullif(NOT (i.indisvalid AND i.indisready AND i.indislive), false) AS "isInvalid",
  nullif(i.indisclustered, false) AS "isClustered", nullif(i.indisreplident, false) AS "isReplicaIdentity",
  i.indkey AS columns, i.indcollation AS collations, i.indclass AS classes, i.indoption AS directions,
  ${printedExpression('i.indpred', 'i.indrelid')} AS predicate
FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid ${newer('i', { indnullsnotdistinct: 'false' })}
WHERE ${inUserSchema('x.relnamespace')} AND x.relpersistence <> 't'`);

/** The keys that are expressions, as an index has them: with a type, and with the collation of that. */
export const indexExpressionRows = catalogQuery<{
  readonly index: number;
  readonly place: number;
  readonly expression: string;
  readonly typeOid: number;
  readonly collationOid: number;
}>(`
SELECT a.attrelid AS index, a.attnum AS place, ${printed('pg_get_indexdef(a.attrelid, a.attnum, false)')} AS expression,
  t.oid AS "typeOid", t.typcollation AS "collationOid"
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts AND i.indkey[a.attnum - 1] = 0
JOIN pg_type t ON t.oid = a.atttypid
WHERE i.indexprs IS NOT NULL AND ${inUserSchema('x.relnamespace')} AND x.relpersistence <> 't'`);

/** The collations of keys. */
export const keyCollationRows = catalogQuery<{ readonly oid: number; readonly name: Name }>(`
SELECT o.oid, ${nameParts('n.nspname', 'o.collname')} AS name
FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace
WHERE o.oid IN (SELECT unnest(used.list) FROM (
  SELECT indcollation AS list FROM pg_index UNION SELECT partcollation FROM pg_partitioned_table) used)`);

export interface OperatorClassRow {
  readonly oid: number;
  readonly name: string;
  readonly schema: number;
  /** Those that are alike in this differ in name only: method, family, type of the key and type in the index. */
  readonly alike: string;
  readonly isDefault: boolean;
  readonly typeOid: number;
  /** For every array, every enum …: for the pseudo-types. */
  readonly isPolymorphic: boolean;
}

export const operatorClassRows = catalogQuery<OperatorClassRow>(`
SELECT o.oid, o.opcname AS name, o.opcnamespace AS schema, o.opcdefault AS "isDefault", o.opcintype AS "typeOid",
  concat_ws(' ', o.opcmethod, o.opcfamily, o.opcintype, o.opckeytype) AS alike,
  t.typtype = 'p' AS "isPolymorphic"
FROM pg_opclass o JOIN pg_type t ON t.oid = o.opcintype`);

/** What domains are based on. */
export const domainBaseRows = catalogQuery<{ readonly oid: number; readonly baseOid: number }>(
  `SELECT oid, typbasetype AS "baseOid" FROM pg_type WHERE typtype = 'd'`,
);
