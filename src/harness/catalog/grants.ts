import type { Row } from '../postgres/connection.ts';
import { notOfExtension, userSchema } from './catalog-query.ts';

/** The access lists in one catalog; `type` is the letter by which acldefault() knows its objects. */
const lists = (catalog: string, list: string, owner: string, type: string, namespace?: string): string => `
SELECT o.${list} AS list, o.${owner} AS owner, ${type}::"char" AS type,
  'pg_catalog.${catalog}'::regclass::oid AS catalog, o.oid, 0 AS part
FROM ${catalog} o ${namespace ? `JOIN pg_namespace n ON n.oid = o.${namespace} AND ${userSchema('n')}` : ''}
WHERE o.${list} IS NOT NULL AND ${notOfExtension(catalog, 'o.oid')}`;

/**
 * The first GRANT on an object writes the defaults of its type into its access list, PUBLIC's among them; initdb's
 * own grants are kept in pg_init_privs. Neither was granted by anybody, nor was what an owner may do.
 */
export const grantsSql = `
WITH held AS (
  ${[
    lists('pg_class', 'relacl', 'relowner', "CASE o.relkind WHEN 'S' THEN 's' ELSE 'r' END", 'relnamespace'),
    lists('pg_proc', 'proacl', 'proowner', "'f'", 'pronamespace'),
    lists('pg_type', 'typacl', 'typowner', "'T'", 'typnamespace'),
    lists('pg_namespace', 'nspacl', 'nspowner', "'n'", 'oid'),
    lists('pg_language', 'lanacl', 'lanowner', "'l'"),
    lists('pg_foreign_data_wrapper', 'fdwacl', 'fdwowner', "'F'"),
    lists('pg_foreign_server', 'srvacl', 'srvowner', "'S'"),
    lists('pg_largeobject_metadata', 'lomacl', 'lomowner', "'L'"),
    lists(
      'pg_default_acl',
      'defaclacl',
      'defaclrole',
      "CASE o.defaclobjtype WHEN 'S' THEN 's' ELSE o.defaclobjtype END",
    ),
    `
SELECT a.attacl, c.relowner, 'c', 'pg_catalog.pg_class'::regclass, c.oid, a.attnum
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.attacl IS NOT NULL AND ${userSchema('n')} AND ${notOfExtension('pg_class', 'c.oid')}`,
  ].join('\nUNION ALL')}
)
SELECT count(DISTINCT (held.catalog, held.oid, held.part, granted.grantee))::int AS grants
FROM held CROSS JOIN LATERAL (
  SELECT grantee, privilege_type FROM aclexplode(held.list) WHERE grantee <> held.owner
  EXCEPT SELECT grantee, privilege_type FROM aclexplode(acldefault(held.type, held.owner))
  EXCEPT SELECT first.grantee, first.privilege_type FROM pg_init_privs i CROSS JOIN LATERAL aclexplode(i.initprivs) first
    WHERE i.classoid = held.catalog AND i.objoid = held.oid AND i.objsubid = held.part
) granted`;

/** How many grants the answer to {@link grantsSql} speaks of: one for each pair of object (or column) and grantee. */
export const grantsOf = ([row]: readonly Row[]): number => Number(row?.grants ?? 0);
