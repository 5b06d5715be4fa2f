import type { Value } from '../model/catalog.ts';
import { catalogQuery } from './catalog-query.ts';
import { family } from './family.ts';
import { kindFacts, physical } from './kind.ts';

/** A version, and whether it is the one that CREATE EXTENSION takes on the server. */
export type ExtensionVersion = { readonly number: string; readonly isDefault: boolean };

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

/**
 * What a member of an extension is like follows from the extension's version: members are not read. Servers bring
 * different versions of an extension, so it is said whether this is the one that CREATE EXTENSION takes there. To know
 * that, the server reads the files of all extensions that it brings; plpgsql, which every database has, has been 1.0 ever
 * since.
 */
const extensionRows = catalogQuery<
  ExtensionVersion & { readonly oid: number; readonly name: string; readonly schema: number }
>(`
SELECT e.oid, e.extname AS name, e.extnamespace AS schema, e.extversion AS number,
  e.extversion IS NOT DISTINCT FROM CASE e.extname WHEN 'plpgsql' THEN '1.0'
    ELSE (SELECT json_object_agg(a.name, a.default_version) FROM pg_available_extensions() a) ->> e.extname END AS "isDefault"
FROM pg_extension e`);

export const extensions = family(
  extension,
  extensionRows,
  ({ oid, name, schema, number, isDefault }, reading) => ({
    id: { kind: 'extension', name },
    attributes: {
      version: { number, isDefault },
      schema: reading.schema(schema),
      comment: reading.comment('pg_extension', oid),
    },
  }),
);
