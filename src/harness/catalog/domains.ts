import type { Name } from '../model/identity.ts';
import { check } from './constraint-kinds.ts';
import { collationName, comment, family, notOfExtension, userSchema } from './family.ts';
import { kindFacts, physical } from './kind.ts';

/** A column of a domain does not copy the domain's default: its own default stays empty. */
const sql = `
SELECT n.nspname AS schema, t.typname AS name, format_type(t.typbasetype, t.typtypmod) AS type,
  t.typnotnull AS "notNull", pg_get_expr(t.typdefaultbin, 0) AS default,
  CASE WHEN t.typcollation <> b.typcollation THEN ${collationName('t.typcollation')} END AS collation,
  ${comment('pg_type', 't.oid')} AS comment
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_type b ON b.oid = t.typbasetype
WHERE t.typtype = 'd' AND ${userSchema('n')} AND ${notOfExtension('pg_type', 't.oid')}`;

interface DomainRow {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly default: string | null;
  readonly collation: Name | null;
  readonly comment: string | null;
}

/** drizzle-orm knows no domains. */
export const domain = kindFacts({
  declarable: false,
  attributes: {
    type: {},
    notNull: {},
    default: { expression: 'self', literalOf: 'type' },
    collation: {},
    comment: physical,
  },
});

export const domains = family(domain, sql, ({ schema, name, ...attributes }: DomainRow) => ({
  id: { kind: 'domain', schema, name },
  attributes,
  within: { kind: 'schema', name: schema },
}));

/**
 * A domain's checks are constraints with a type instead of a table. A table has a row type of its own name, so a
 * domain and a table cannot be confused. From PostgreSQL 17 a domain's NOT NULL is a constraint too, of type `n`.
 */
const checksSql = `
SELECT n.nspname AS schema, t.typname AS domain, k.conname AS name, pg_get_expr(k.conbin, 0) AS expression,
  k.convalidated AS validated, ${comment('pg_constraint', 'k.oid')} AS comment
FROM pg_constraint k
JOIN pg_type t ON t.oid = k.contypid
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE k.contype = 'c' AND ${userSchema('n')} AND ${notOfExtension('pg_type', 't.oid')}`;

interface DomainCheckRow {
  readonly schema: string;
  readonly domain: string;
  readonly name: string;
  readonly expression: string;
  readonly validated: boolean;
  readonly comment: string | null;
}

/** The domain stands where a table's name stands in the identity of a table's check. */
export const domainChecks = family(
  check,
  checksSql,
  ({ schema, domain, name, ...attributes }: DomainCheckRow) => ({
    id: { kind: 'check', schema, table: domain, name },
    attributes: { ...attributes, noInherit: false, enforced: true },
    within: { kind: 'domain', schema, name: domain },
  }),
);
