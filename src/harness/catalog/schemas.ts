import { keyOf } from '../model/identity.ts';
import { family, notOfExtension, userSchema } from './family.ts';

const sql = `
SELECT n.nspname AS name
FROM pg_namespace n
WHERE ${userSchema('n')} AND ${notOfExtension('pg_namespace', 'n.oid')}`;

interface SchemaRow {
  readonly name: string;
}

export const schemas = family<SchemaRow>(sql, ({ name }) => ({
  id: { kind: 'schema', name },
  attributes: {},
}));

/** Key of a schema, for the objects that live in it. */
export const schemaKey = (name: string): string => keyOf({ kind: 'schema', name });
