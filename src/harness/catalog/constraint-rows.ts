import type { Name } from '../model/identity.ts';
import { isAskedRelation } from './asked-schemas.ts';
import { catalogQuery, inUserSchema, nameParts, newer, printedExpression } from './catalog-query.ts';

export interface ConstraintRow {
  readonly oid: number;
  readonly name: string;
  readonly type: 'p' | 'u' | 'f' | 'c' | 'x';
  /** 0 for a domain's. */
  readonly relation: number;
  /** 0 for a relation's. */
  readonly domain: number;
  /** The index that enforces it; of a foreign key, the one that the other table has. */
  readonly index: number;
  /** Numbers of columns, such as `{1,2}`. */
  readonly columns: string | null;
  readonly isDeferrable: true | null;
  readonly isDeferred: true | null;
  readonly isNotValid: true | null;
  readonly isNotEnforced: true | null;
  readonly isPeriod: true | null;
  readonly isNotInherited: true | null;
  /** The table that a foreign key leads to. */
  readonly target: number;
  readonly targetColumns: string | null;
  readonly setColumns: string | null;
  /** A letter; null for no action. */
  readonly onUpdate: string | null;
  readonly onDelete: string | null;
  readonly isMatchFull: true | null;
  readonly expression: string | null;
  readonly operators: readonly Name[] | null;
}

/** What the keys of an exclusion constraint are compared with. */
const operators = `(SELECT json_agg(${nameParts('n.nspname', 'o.oprname')} ORDER BY place)
    FROM unnest(k.conexclop) WITH ORDINALITY AS listed (oid, place)
    JOIN pg_operator o ON o.oid = listed.oid JOIN pg_namespace n ON n.oid = o.oprnamespace)`;

/**
 * Constraints of tables and of domains. What is not conislocal came from elsewhere: a check from an inheritance parent,
 * any constraint of a partition, and the clones of a foreign key for each partition of the table that it leads to. From
 * PostgreSQL 17 on NOT NULL is a constraint too, of type `n`.
 */
export const constraintRows = catalogQuery<ConstraintRow>(`
SELECT k.oid, k.conname AS name, k.contype AS type, k.conrelid AS relation, k.contypid AS domain, k.conindid AS index,
  k.conkey::text AS columns, nullif(k.condeferrable, false) AS "isDeferrable", nullif(k.condeferred, false) AS "isDeferred",
  nullif(NOT k.convalidated, false) AS "isNotValid", nullif(NOT newer.conenforced, false) AS "isNotEnforced",
  nullif(newer.conperiod, false) AS "isPeriod", nullif(k.connoinherit, false) AS "isNotInherited",
  k.confrelid AS target, k.confkey::text AS "targetColumns", newer.confdelsetcols::text AS "setColumns",
  nullif(k.confupdtype, 'a') AS "onUpdate", nullif(k.confdeltype, 'a') AS "onDelete",
  nullif(k.confmatchtype = 'f', false) AS "isMatchFull",
  ${printedExpression('k.conbin', 'k.conrelid')} AS expression,
  CASE k.contype WHEN 'x' THEN ${operators} END AS operators
FROM pg_constraint k ${newer('k', { conenforced: 'true', conperiod: 'false', confdelsetcols: 'NULL::int2[]' })}
WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND (k.conislocal OR k.contypid <> 0)
  AND ${inUserSchema('k.connamespace')}`);

const areSwitchedOff = `t.tgisinternal AND t.tgenabled IN ('D', 'R') AND t.tgconstraint <> 0`;

/**
 * Foreign keys, and deferrable keys and exclusions, are enforced by internal triggers: DISABLE TRIGGER ALL switches
 * them off while convalidated stays true, on one partition as well as on the whole table, whose constraint is the
 * partition's parent.
 */
export const switchedOffRows = catalogQuery<{ readonly oid: number }>(
  `
WITH RECURSIVE off (oid) AS (
  SELECT t.tgconstraint FROM pg_trigger t WHERE ${areSwitchedOff}
    AND ${isAskedRelation('t.tgrelid')}
  UNION SELECT k.conparentid FROM off JOIN pg_constraint k ON k.oid = off.oid WHERE k.conparentid <> 0
)
SELECT oid FROM off`,
  `EXISTS (SELECT FROM pg_trigger t WHERE ${areSwitchedOff})`,
);
