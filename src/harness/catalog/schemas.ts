import { family } from './family.ts';
import { kindFacts, physical } from './kind.ts';
import { schemaRows } from './lookup-rows.ts';

export const schema = kindFacts({ attributes: { comment: physical } });

/** initdb comments on `public`; a schema `public` that was dropped and made again has no comment. */
const initdbs = 'standard public schema';

export const schemas = family(schema, schemaRows, ({ oid, name, isUsers }, reading) => {
  const { comment, isLeftOut } = reading;
  if (!isUsers || isLeftOut('pg_namespace', oid)) return undefined;
  const text = comment('pg_namespace', oid);
  const home = reading.home('pg_namespace', oid, oid);
  return {
    id: { kind: 'schema', name },
    attributes: { comment: text === initdbs ? null : text },
    ...(home.kind === 'extension' ? { within: home } : {}),
  };
});
