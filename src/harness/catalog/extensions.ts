import { comment, family } from './family.ts';

/** What a member of an extension is like follows from the extension's version: members are not read. */
const sql = `
SELECT e.extname AS name, e.extversion AS version, n.nspname AS schema,
  ${comment('pg_extension', 'e.oid')} AS comment
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace`;

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
