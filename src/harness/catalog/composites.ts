import { collationName, comment, family, notOfExtension, userSchema } from './family.ts';
import { schemaKey } from './schemas.ts';

/** One text for each field that has one, in the order that values are written in. */
const each = (expression: string): string =>
  `ARRAY(SELECT ${expression} FROM pg_attribute a JOIN pg_type f ON f.oid = a.atttypid
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND ${expression} IS NOT NULL ORDER BY a.attnum)`;

/** A composite type is a relation as well, but it is as a type that an extension has it as a member. */
const sql = `
SELECT n.nspname AS schema, t.typname AS name,
  ${each(`a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attcollation <> f.typcollation THEN ' COLLATE ' || ${collationName('a.attcollation')} ELSE '' END`)}
    AS fields,
  ${each(`a.attname || ': ' || ${comment('pg_class', 'c.oid', 'a.attnum')}`)} AS "fieldComments",
  ${comment('pg_type', 't.oid')} AS comment
FROM pg_type t
JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE ${userSchema('n')} AND ${notOfExtension('pg_type', 't.oid')}`;

interface CompositeRow {
  readonly schema: string;
  readonly name: string;
  readonly fields: string[];
  readonly fieldComments: string[];
  readonly comment: string | null;
}

export const composites = family<CompositeRow>(sql, ({ schema, name, ...attributes }) => ({
  id: { kind: 'composite-type', schema, name },
  attributes,
  within: schemaKey(schema),
}));
