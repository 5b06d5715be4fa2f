import type { Key } from '../model/catalog.ts';
import {
  columnNames,
  comment,
  family,
  notOfExtension,
  ownRelation,
  printedExpression,
  relationIdentity,
  sorted,
  tablespace,
  userSchema,
} from './family.ts';
import { indexKeys } from './keys.ts';
import { kindFacts, physical, undeclarable } from './kind.ts';
import { namesOfKeys, numbered } from './name-forms.ts';

/**
 * An index that a constraint owns is the constraint's; a foreign key's conindid is the *referenced* table's index.
 * Key columns come first in indkey, INCLUDE columns after indnkeyatts.
 * The index of a partitioned table is invalid until every partition has its part.
 */
const sql = `
SELECT n.nspname AS schema, c.relname AS "table", c.relkind, x.relname AS name, am.amname AS method,
  i.indisunique AS "unique",
  coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS "nullsNotDistinct",
  ${indexKeys()} AS keys,
  ${columnNames('i.indrelid', '(i.indkey::int2[])[i.indnkeyatts:]')} AS include,
  (SELECT coalesce(json_agg(json_build_object('key', a.attnum, 'target', a.attstattarget) ORDER BY a.attnum), '[]')
    FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) AS statistics,
  ${printedExpression('i.indpred', 'i.indrelid')} AS predicate,
  ${sorted('x.reloptions')} AS options,
  ${tablespace('x')} AS tablespace,
  i.indisvalid AND i.indisready AND i.indislive AS valid,
  i.indisclustered AS clustered, i.indisreplident AS "replicaIdentity",
  ${comment('pg_class', 'x.oid')} AS comment
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_am am ON am.oid = x.relam
WHERE ${userSchema('n')} AND c.relpersistence <> 't' AND ${ownRelation('c', 'rpm')}
  AND ${notOfExtension('pg_class', 'x.oid')}
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))`;

interface IndexRow {
  readonly schema: string;
  readonly table: string;
  readonly relkind: string;
  readonly name: string;
  readonly method: string;
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly keys: Key[];
  readonly statistics: { readonly key: number; readonly target: number }[];
  readonly include: string[];
  readonly predicate: string | null;
  readonly options: string[];
  readonly tablespace: string | null;
  readonly valid: boolean;
  readonly clustered: boolean;
  readonly replicaIdentity: boolean;
  readonly comment: string | null;
}

export const index = kindFacts({
  missing: 'warning',
  changed: 'warning',
  attributes: {
    method: {},
    unique: { severity: 'breaking' },
    nullsNotDistinct: undeclarable,
    keys: { expression: 'owner' },
    include: undeclarable,
    predicate: { expression: 'owner' },
    options: { severity: 'info' },
    valid: undeclarable,
    statistics: physical,
    tablespace: physical,
    clustered: physical,
    replicaIdentity: physical,
    comment: physical,
  },
  defaultNames: ({ keys }) => [
    { middle: numbered(namesOfKeys(keys)), ending: 'idx' },
    { middle: namesOfKeys(keys), ending: 'index' },
  ],
});

export const indexes = family(index, sql, ({ schema, table, relkind, name, ...attributes }: IndexRow) => ({
  id: { kind: 'index', schema, table, name },
  attributes,
  within: relationIdentity(relkind, schema, table),
}));
