import { family } from './family.ts';
import { kindFacts, physical } from './kind.ts';
import { schemaRows } from './lookup-rows.ts';

export const schema = kindFacts({ attributes: { comment: physical } });

/** initdb comments on `public`; a schema `public` that was dropped and made again has no comment. */
const initdbs = 'standard public schema';

export const schemas = family(schema, schemaRows, ({ oid, name, isUsers }, { comment, isMember }) => {
  if (!isUsers || isMember('pg_namespace', oid)) return undefined;
  const text = comment('pg_namespace', oid);
  return { id: { kind: 'schema', name }, attributes: { comment: text === initdbs ? null : text } };
});
