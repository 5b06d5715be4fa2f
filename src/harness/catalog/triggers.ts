import { afterInitdb, catalogQuery, enabledState, inUserSchema, printed } from './catalog-query.ts';
import { family } from './family.ts';
import { firingSeverity } from './firing.ts';
import { kindFacts, physical } from './kind.ts';
import { anyTable, ownRelation } from './reading.ts';

/** drizzle-orm knows no triggers. */
export const trigger = kindFacts({
  declarable: false,
  attributes: {
    definition: { expression: 'statement' },
    enabled: { severity: firingSeverity },
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

interface FiredRow {
  readonly oid: number;
  readonly relation: number;
  readonly name: string;
  readonly definition: string;
  readonly enabled: string;
}

/**
 * The triggers that enforce foreign keys are internal; what they are like is read with their constraints.
 * A trigger of a partitioned table has a clone on every partition, which can be disabled by itself; before
 * Postgres 15 the clones are internal. The printed definition of a trigger holds everything but whether it is enabled.
 */
const triggerRows = catalogQuery<FiredRow>(`
WITH RECURSIVE clones (root, oid, enabled) AS (
  SELECT tgparentid, oid, tgenabled FROM pg_trigger WHERE tgparentid <> 0
  UNION ALL SELECT parent.tgparentid, clones.oid, clones.enabled
    FROM clones JOIN pg_trigger parent ON parent.oid = clones.root WHERE parent.tgparentid <> 0
)
SELECT t.oid, t.tgrelid AS relation, t.tgname AS name, ${printed('pg_get_triggerdef(t.oid)')} AS definition,
  CASE WHEN t.oid IN (
      SELECT clones.root FROM clones JOIN pg_trigger r ON r.oid = clones.root WHERE clones.enabled <> r.tgenabled)
    THEN 'not alike on every partition' ELSE ${enabledState('t.tgenabled')} END AS enabled
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${inUserSchema('c.relnamespace')}`);

/** A view is a rule named _RETURN. */
const areRules = `${afterInitdb('r.oid')} AND r.rulename <> '_RETURN'`;

const ruleRows = catalogQuery<FiredRow>(
  `
SELECT r.oid, r.ev_class AS relation, r.rulename AS name, ${printed('pg_get_ruledef(r.oid)')} AS definition,
  ${enabledState('r.ev_enabled')} AS enabled
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE ${areRules} AND ${inUserSchema('c.relnamespace')}`,
  `EXISTS (SELECT FROM pg_rewrite r WHERE ${areRules})`,
);

const fired = (kind: 'trigger' | 'rule') =>
  family(
    kind === 'trigger' ? trigger : rule,
    kind === 'trigger' ? triggerRows : ruleRows,
    ({ oid, relation, name, definition, enabled }, reading) => {
      const own = anyTable(reading, relation) ?? ownRelation(reading, relation, 'v');
      const comment = reading.comment(kind === 'trigger' ? 'pg_trigger' : 'pg_rewrite', oid);
      return (
        own && {
          id: { kind, schema: own.schema, table: own.name, name },
          attributes: { definition, enabled, comment },
          within: own.id,
        }
      );
    },
  );

export const triggers = fired('trigger');
export const rules = fired('rule');
