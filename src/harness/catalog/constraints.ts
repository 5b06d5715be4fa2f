import type { CatalogObject, Key } from '../model/catalog.ts';
import type { Kind, Name } from '../model/identity.ts';
import { check, exclusion, foreignKey, primaryKey, unique } from './constraint-kinds.ts';
import {
  columnNames,
  comment,
  described,
  familyOf,
  nameParts,
  ownRelation,
  printedExpression,
  sorted,
  tablespace,
  userSchema,
} from './family.ts';
import { indexKeys } from './keys.ts';

/** SQL: what the key of an exclusion constraint is compared with. */
const operator = `, 'operator', (SELECT ${nameParts('n.nspname', 'o.oprname')} FROM pg_operator o
    JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oid = k.conexclop[place])`;

/**
 * Columns that only newer servers have (conenforced, conperiod, confdelsetcols, indnullsnotdistinct) are read
 * through to_jsonb, so that one text serves every major.
 * Foreign keys, and deferrable keys and exclusions, are enforced by internal triggers: DISABLE TRIGGER ALL switches
 * them off while convalidated stays true, on one partition as well as on the whole table.
 * What is not conislocal came from elsewhere: a check from an inheritance parent, any constraint of a partition, and
 * the clones of a foreign key for each partition of the table that it leads to.
 */
const sql = `
WITH RECURSIVE clones (root, oid) AS (
  SELECT oid, oid FROM pg_constraint WHERE contype IN ('p', 'u', 'f', 'x') AND conparentid = 0
  UNION ALL SELECT clones.root, k.oid FROM clones JOIN pg_constraint k ON k.conparentid = clones.oid
), off AS (
  SELECT DISTINCT clones.root FROM pg_trigger t JOIN clones ON clones.oid = t.tgconstraint
  WHERE t.tgisinternal AND t.tgenabled IN ('D', 'R')
)
SELECT n.nspname AS schema, c.relname AS "table", k.conname AS name, k.contype AS type,
  ${columnNames('k.conrelid', 'k.conkey')} AS columns,
  k.condeferrable AS deferrable, k.condeferred AS deferred, k.convalidated AS validated,
  coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
  coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false) AS period,
  k.connoinherit AS "noInherit",
  CASE WHEN f.relname IS NOT NULL THEN ${nameParts('fn.nspname', 'f.relname')} END AS "references",
  ${columnNames('k.confrelid', 'k.confkey')} AS "referencedColumns",
  ${columnNames(
    'k.conrelid',
    `ARRAY(SELECT s::int2 FROM jsonb_array_elements_text(
      CASE jsonb_typeof(to_jsonb(k) -> 'confdelsetcols') WHEN 'array' THEN to_jsonb(k) -> 'confdelsetcols' ELSE '[]' END) s)`,
  )} AS "setColumns",
  k.confupdtype AS "onUpdate", k.confdeltype AS "onDelete", k.confmatchtype AS match,
  EXISTS (SELECT FROM off WHERE off.root = k.oid) AS "switchedOff",
  ${printedExpression('k.conbin', 'k.conrelid')} AS expression,
  (SELECT am.amname FROM pg_am am WHERE am.oid = ic.relam) AS method,
  CASE k.contype WHEN 'x' THEN ${indexKeys(operator)} END AS keys,
  ${printedExpression('i.indpred', 'i.indrelid')} AS predicate,
  coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS "nullsNotDistinct",
  ${columnNames('i.indrelid', '(i.indkey::int2[])[i.indnkeyatts:]')} AS include,
  ${sorted('ic.reloptions')} AS options,
  ${tablespace('ic')} AS tablespace,
  coalesce(i.indisvalid AND i.indisready AND i.indislive, true) AS "indexValid",
  coalesce(i.indisclustered, false) AS clustered, coalesce(i.indisreplident, false) AS "replicaIdentity",
  ${comment('pg_constraint', 'k.oid')} AS comment
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class f ON f.oid = k.confrelid
LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conislocal
  AND ${userSchema('n')} AND c.relpersistence <> 't'
  AND ${ownRelation('c', 'rp')}`;

interface ConstraintRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly type: 'p' | 'u' | 'f' | 'c' | 'x';
  readonly columns: string[];
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly period: boolean;
  readonly noInherit: boolean;
  readonly references: Name | null;
  readonly referencedColumns: string[];
  readonly setColumns: string[];
  readonly onUpdate: string;
  readonly onDelete: string;
  readonly match: string;
  readonly switchedOff: boolean;
  readonly expression: string | null;
  readonly method: string | null;
  readonly keys: Key[] | null;
  readonly predicate: string | null;
  readonly nullsNotDistinct: boolean;
  readonly include: string[];
  readonly options: string[];
  readonly tablespace: string | null;
  readonly indexValid: boolean;
  readonly clustered: boolean;
  readonly replicaIdentity: boolean;
  readonly comment: string | null;
}

const timing = ({ deferrable, deferred }: ConstraintRow): string =>
  deferred ? 'initially deferred' : deferrable ? 'deferrable' : 'immediate';

const identified = (
  kind: Kind,
  { schema, table, name }: ConstraintRow,
): Pick<CatalogObject, 'id' | 'within'> => ({
  id: { kind, schema, table, name },
  within: { kind: 'table', schema, name: table },
});

/** What every constraint has that an index enforces. */
const ofIndex = (row: ConstraintRow) => ({
  include: row.include,
  timing: timing(row),
  options: row.options,
  tablespace: row.tablespace,
  valid: row.indexValid,
  clustered: row.clustered,
  switchedOff: row.switchedOff,
  comment: row.comment,
});

const ofKey = (row: ConstraintRow) => ({
  ...ofIndex(row),
  columns: row.columns,
  period: row.period,
  replicaIdentity: row.replicaIdentity,
});

/** Each type of constraint is a kind of its own. */
const byType = {
  p: described(primaryKey, (row: ConstraintRow) => ({
    ...identified('primary-key', row),
    attributes: ofKey(row),
  })),
  u: described(unique, (row: ConstraintRow) => ({
    ...identified('unique', row),
    attributes: { ...ofKey(row), nullsNotDistinct: row.nullsNotDistinct },
  })),
  f: described(foreignKey, (row: ConstraintRow) => ({
    ...identified('foreign-key', row),
    attributes: {
      columns: row.columns,
      references: row.references,
      referencedColumns: row.referencedColumns,
      onUpdate: actions[row.onUpdate] ?? row.onUpdate,
      onDelete: actions[row.onDelete] ?? row.onDelete,
      setColumns: row.setColumns,
      match: row.match === 'f' ? 'full' : 'simple',
      timing: timing(row),
      validated: row.validated,
      enforced: row.enforced,
      period: row.period,
      switchedOff: row.switchedOff,
      comment: row.comment,
    },
  })),
  c: described(check, (row: ConstraintRow) => ({
    ...identified('check', row),
    attributes: {
      expression: row.expression,
      noInherit: row.noInherit,
      validated: row.validated,
      enforced: row.enforced,
      comment: row.comment,
    },
  })),
  x: described(exclusion, (row: ConstraintRow) => ({
    ...identified('exclusion', row),
    attributes: { ...ofIndex(row), method: row.method, keys: row.keys, predicate: row.predicate },
  })),
};

export const constraints = familyOf(sql, (row: ConstraintRow) => byType[row.type](row));

const actions: Record<string, string> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};
