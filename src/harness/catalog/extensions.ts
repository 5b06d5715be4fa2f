import type { Value } from '../model/catalog.ts';
import { comment, family } from './family.ts';
import { kindFacts, physical } from './kind.ts';

/**
 * What a member of an extension is like follows from the extension's version: members are not read. Servers bring
 * different versions of an extension, so it is said whether this is the one that CREATE EXTENSION takes there.
 */
const sql = `
SELECT e.extname AS name, e.extversion AS number, e.extversion IS NOT DISTINCT FROM brought.default_version AS "isDefault",
  n.nspname AS schema,
  ${comment('pg_extension', 'e.oid')} AS comment
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_available_extensions() brought ON brought.name = e.extname`;

/** A version, and whether it is the one that CREATE EXTENSION takes on the server. */
export type ExtensionVersion = { readonly number: string; readonly isDefault: boolean };

interface ExtensionRow extends ExtensionVersion {
  readonly name: string;
  readonly schema: string;
  readonly comment: string | null;
}

/**
 * Whether an extension is of another version only because the servers bring different ones: both have what CREATE
 * EXTENSION takes there, or it is the same version and only one of the servers takes it.
 */
function sameVersion(expected: Value, actual: Value): boolean {
  const [wanted, found] = [expected as ExtensionVersion, actual as ExtensionVersion];
  return (wanted.isDefault && found.isDefault) || wanted.number === found.number;
}

/** drizzle-orm knows no extensions. */
export const extension = kindFacts({
  declarable: false,
  attributes: {
    version: { severity: 'warning', same: sameVersion },
    schema: { severity: 'warning' },
    comment: physical,
  },
});

export const extensions = family(
  extension,
  sql,
  ({ name, number, isDefault, ...attributes }: ExtensionRow) => ({
    id: { kind: 'extension', name },
    attributes: { ...attributes, version: { number, isDefault } },
  }),
);
