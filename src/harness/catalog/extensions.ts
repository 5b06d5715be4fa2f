import { comment, family } from './family.ts';

/** What a version ends with when it is the one that CREATE EXTENSION takes on the server. */
export const byDefault = ' (default)';

/**
 * What a member of an extension is like follows from the extension's version: members are not read. Servers bring
 * different versions of an extension, so it is said whether this is the one that CREATE EXTENSION takes there.
 */
const sql = `
SELECT e.extname AS name, e.extversion || CASE WHEN e.extversion = brought.default_version THEN '${byDefault}' ELSE '' END AS version,
  n.nspname AS schema,
  ${comment('pg_extension', 'e.oid')} AS comment
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_available_extensions() brought ON brought.name = e.extname`;

interface ExtensionRow {
  readonly name: string;
  readonly version: string;
  readonly schema: string;
  readonly comment: string | null;
}

export const extensions = family<ExtensionRow>(sql, ({ name, ...attributes }) => ({
  id: { kind: 'extension', name },
  attributes,
}));
