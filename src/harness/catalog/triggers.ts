import {
  comment,
  enabledState,
  family,
  ownRelation,
  printed,
  relationIdentity,
  userSchema,
} from './family.ts';
import { kindFacts, physical } from './kind.ts';

/**
 * The triggers that enforce foreign keys are internal; what they are like is read with their constraints.
 * A trigger of a partitioned table has a clone on every partition, which can be disabled by itself; before
 * Postgres 15 the clones are internal. The printed definition of a trigger holds everything but whether it is enabled.
 */
const triggersSql = `
WITH RECURSIVE clones (root, oid, enabled) AS (
  SELECT tgparentid, oid, tgenabled FROM pg_trigger WHERE tgparentid <> 0
  UNION ALL SELECT parent.tgparentid, clones.oid, clones.enabled
    FROM clones JOIN pg_trigger parent ON parent.oid = clones.root WHERE parent.tgparentid <> 0
)
SELECT n.nspname AS schema, c.relname AS "table", c.relkind, t.tgname AS name,
  ${printed('pg_get_triggerdef(t.oid)')} AS definition,
  CASE WHEN EXISTS (SELECT FROM clones WHERE clones.root = t.oid AND clones.enabled <> t.tgenabled)
    THEN 'not alike on every partition' ELSE ${enabledState('t.tgenabled')} END AS enabled,
  ${comment('pg_trigger', 't.oid')} AS comment
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND ${userSchema('n')} AND c.relpersistence <> 't' AND ${ownRelation('c', 'rpvf')}`;

/** A view is a rule named _RETURN. */
const rulesSql = `
SELECT n.nspname AS schema, c.relname AS "table", c.relkind, r.rulename AS name,
  ${printed('pg_get_ruledef(r.oid)')} AS definition, ${enabledState('r.ev_enabled')} AS enabled,
  ${comment('pg_rewrite', 'r.oid')} AS comment
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN' AND ${userSchema('n')} AND c.relpersistence <> 't' AND ${ownRelation('c', 'rpvf')}`;

interface FiredRow {
  readonly schema: string;
  readonly table: string;
  readonly relkind: string;
  readonly name: string;
  readonly definition: string;
  readonly enabled: string;
  readonly comment: string | null;
}

/** drizzle-orm knows no triggers. */
export const trigger = kindFacts({
  declarable: false,
  attributes: {
    definition: { expression: 'statement' },
    enabled: { severity: 'warning' },
    comment: physical,
  },
});

/** drizzle-orm knows no rules. */
export const rule = kindFacts({
  missing: 'warning',
  changed: 'warning',
  declarable: false,
  attributes: { definition: { expression: 'statement' }, enabled: {}, comment: physical },
});

const fired = (kind: 'trigger' | 'rule', sql: string) =>
  family(
    kind === 'trigger' ? trigger : rule,
    sql,
    ({ schema, table, relkind, name, ...attributes }: FiredRow) => ({
      id: { kind, schema, table, name },
      attributes,
      within: relationIdentity(relkind, schema, table),
    }),
  );

export const triggers = fired('trigger', triggersSql);
export const rules = fired('rule', rulesSql);
