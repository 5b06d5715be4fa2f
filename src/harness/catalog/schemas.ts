import { comment, family, notOfExtension, userSchema } from './family.ts';
import { kindFacts, physical } from './kind.ts';

/** initdb comments on `public`; a schema `public` that was dropped and made again has no comment. */
const sql = `
SELECT n.nspname AS name, nullif(${comment('pg_namespace', 'n.oid')}, 'standard public schema') AS comment
FROM pg_namespace n
WHERE ${userSchema('n')} AND ${notOfExtension('pg_namespace', 'n.oid')}`;

interface SchemaRow {
  readonly name: string;
  readonly comment: string | null;
}

export const schema = kindFacts({ attributes: { comment: physical } });

export const schemas = family(schema, sql, ({ name, ...attributes }: SchemaRow) => ({
  id: { kind: 'schema', name },
  attributes,
}));
