import { comment, family, notOfExtension, userSchema } from './family.ts';
import { kindFacts, physical } from './kind.ts';

/** enumsortorder, a float, is the order of the labels; their oids are not. */
const sql = `
SELECT n.nspname AS schema, t.typname AS name,
  ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
  ${comment('pg_type', 't.oid')} AS comment
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND ${userSchema('n')} AND ${notOfExtension('pg_type', 't.oid')}`;

interface EnumRow {
  readonly schema: string;
  readonly name: string;
  readonly labels: string[];
  readonly comment: string | null;
}

export const enumeration = kindFacts({ attributes: { labels: {}, comment: physical } });

export const enums = family(enumeration, sql, ({ schema, name, ...attributes }: EnumRow) => ({
  id: { kind: 'enum', schema, name },
  attributes,
  within: { kind: 'schema', name: schema },
}));
