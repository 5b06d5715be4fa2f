import type { Name } from '../model/identity.ts';
import { collationName, comment, family, notOfExtension, userSchema } from './family.ts';
import { kindFacts, physical } from './kind.ts';

/** SQL: something of each field of a condition, in the order that values are written in. */
const ofFields = (what: string, condition = 'true'): string =>
  `(SELECT coalesce(json_agg(json_build_object(${what}) ORDER BY a.attnum), '[]')
    FROM pg_attribute a JOIN pg_type f ON f.oid = a.atttypid
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND ${condition})`;

const fieldComment = comment('pg_class', 'c.oid', 'a.attnum');

/** A composite type is a relation as well, but it is as a type that an extension has it as a member. */
const sql = `
SELECT n.nspname AS schema, t.typname AS name,
  ${ofFields(`'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
    'collation', CASE WHEN a.attcollation <> f.typcollation THEN ${collationName('a.attcollation')} END`)} AS fields,
  ${ofFields(`'field', a.attname, 'comment', ${fieldComment}`, `${fieldComment} IS NOT NULL`)} AS "fieldComments",
  ${comment('pg_type', 't.oid')} AS comment
FROM pg_type t
JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE ${userSchema('n')} AND ${notOfExtension('pg_type', 't.oid')}`;

interface CompositeRow {
  readonly schema: string;
  readonly name: string;
  readonly fields: { readonly name: string; readonly type: string; readonly collation: Name | null }[];
  readonly fieldComments: { readonly field: string; readonly comment: string }[];
  readonly comment: string | null;
}

/** drizzle-orm knows no composite types. */
export const composite = kindFacts({
  declarable: false,
  attributes: { fields: {}, fieldComments: physical, comment: physical },
});

export const composites = family(composite, sql, ({ schema, name, ...attributes }: CompositeRow) => ({
  id: { kind: 'composite-type', schema, name },
  attributes,
  within: { kind: 'schema', name: schema },
}));
