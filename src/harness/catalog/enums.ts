import type { Value } from '../model/catalog.ts';
import { afterInitdb, catalogQuery, inUserSchema } from './catalog-query.ts';
import { family } from './family.ts';
import { kindFacts, physical } from './kind.ts';
import { type InSchema, placeOf } from './reading.ts';

const areReordered = (some: Value, others: Value): boolean =>
  Array.isArray(some) &&
  Array.isArray(others) &&
  JSON.stringify(some.toSorted()) === JSON.stringify(others.toSorted());

/** Another order of the same labels accepts the same values, and sorts them otherwise. */
export const enumeration = kindFacts({
  attributes: {
    labels: {
      severity: (expected, actual) => (areReordered(expected, actual) ? 'warning' : 'breaking'),
    },
    comment: physical,
  },
});

/** enumsortorder, a float, is the order of the labels; their oids are not. */
const enumRows = catalogQuery<InSchema & { readonly labels: readonly string[] }>(`
SELECT t.oid, t.typnamespace AS schema, t.typname AS name,
  ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
FROM pg_type t WHERE ${afterInitdb('t.oid')} AND t.typtype = 'e' AND ${inUserSchema('t.typnamespace')}`);

export const enums = family(enumeration, enumRows, (row, reading) => {
  const place = placeOf(reading, 'enum', 'pg_type', row);
  return (
    place && { ...place, attributes: { labels: row.labels, comment: reading.comment('pg_type', row.oid) } }
  );
});
