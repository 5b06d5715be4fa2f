import type { Name } from '../model/identity.ts';
import { afterInitdb, catalogQuery, collationName, inUserSchema } from './catalog-query.ts';
import { check } from './constraint-kinds.ts';
import { constraintRows } from './constraint-rows.ts';
import { family } from './family.ts';
import { kindFacts, physical, subtle } from './kind.ts';
import { isGiven, sameNotNullName } from './not-null.ts';
import { type InSchema, perReading, placeOf } from './reading.ts';

/** drizzle-orm knows no domains. */
export const domain = kindFacts({
  declarable: false,
  attributes: {
    type: {},
    notNull: {},
    notNullName: { ...subtle, same: sameNotNullName, partOf: 'notNull', since: 170_000 },
    notNullComment: { ...physical, partOf: 'notNull', since: 170_000 },
    default: { expression: 'self', literalOf: 'type' },
    collation: {},
    comment: physical,
  },
});

interface DomainRow extends InSchema {
  readonly type: string;
  readonly notNull: boolean;
  readonly notNullName: string | null;
  readonly notNullOid: number | null;
  readonly default: string | null;
  readonly collation: Name | null;
}

const areDomains = `${afterInitdb('t.oid')} AND t.typtype = 'd'`;

/** NOT NULL is a constraint with a name from 17 on. A column of a domain does not copy the domain's default: its own default stays empty. */
const domainRows = catalogQuery<DomainRow>(
  `
SELECT t.oid, t.typnamespace AS schema, t.typname AS name, format_type(t.typbasetype, t.typtypmod) AS type,
  t.typnotnull AS "notNull", (SELECT conname FROM pg_constraint
    WHERE contypid = t.oid AND contype = 'n' AND ${isGiven}) AS "notNullName",
  (SELECT oid FROM pg_constraint WHERE contypid = t.oid AND contype = 'n') AS "notNullOid", pg_get_expr(t.typdefaultbin, 0) AS default,
  CASE WHEN t.typcollation <> b.typcollation THEN ${collationName('t.typcollation')} END AS collation
FROM pg_type t JOIN pg_type b ON b.oid = t.typbasetype
WHERE ${areDomains} AND ${inUserSchema('t.typnamespace')}`,
  `EXISTS (SELECT FROM pg_type t WHERE ${areDomains})`,
);

export const domains = family(domain, domainRows, (row, reading) => {
  const { oid, schema, name, notNullOid, ...attributes } = row;
  const place = placeOf(reading, 'domain', 'pg_type', row);
  return (
    place && {
      ...place,
      attributes: {
        ...attributes,
        notNullComment: notNullOid === null ? null : reading.comment('pg_constraint', notNullOid),
        comment: reading.comment('pg_type', oid),
      },
    }
  );
});

const domainsByOid = perReading(({ rows }) => new Map(rows(domainRows).map((row) => [row.oid, row])));

/**
 * A domain's checks are constraints with a type instead of a table. The domain is where a table's name is in the
 * identity of a table's check: a table has a row type of its own name, so a domain and a table cannot be confused.
 */
export const domainChecks = family(
  check,
  constraintRows,
  ({ oid, domain: type, name, expression, isNotValid }, reading) => {
    const found = domainsByOid(reading).get(type);
    const place = found && placeOf(reading, 'domain', 'pg_type', found);
    if (!place) return undefined;
    return {
      id: { kind: 'check', schema: reading.schema(found.schema), table: found.name, name },
      attributes: {
        expression,
        validated: !isNotValid,
        noInherit: false,
        enforced: true,
        comment: reading.comment('pg_constraint', oid),
      },
      within: place.id,
    };
  },
  [domainRows],
);
