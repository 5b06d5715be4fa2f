import type { CatalogObject } from '../model/catalog.ts';
import type { Identity } from '../model/identity.ts';
import { comment, type Family, family, ownRelation, printedExpression, userSchema } from './family.ts';
import { kindFacts, physical } from './kind.ts';

/** Oid 0 among the roles of a policy is PUBLIC, which no role can be called. */
const sql = `
SELECT n.nspname AS schema, c.relname AS "table", p.polname AS name,
  CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete'
    ELSE 'all' END AS command,
  ARRAY(SELECT (CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r) END)::text COLLATE "C"
    FROM unnest(p.polroles) r ORDER BY 1) AS roles,
  p.polpermissive AS permissive,
  ${printedExpression('p.polqual', 'p.polrelid')} AS using,
  ${printedExpression('p.polwithcheck', 'p.polrelid')} AS check,
  ${comment('pg_policy', 'p.oid')} AS comment
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${userSchema('n')} AND c.relpersistence <> 't' AND ${ownRelation('c', 'rp')}
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", p.polname COLLATE "C"`;

interface PolicyRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly command: string;
  readonly roles: string[];
  readonly permissive: boolean;
  readonly using: string | null;
  readonly check: string | null;
  readonly comment: string | null;
}

export const policy = kindFacts({
  extra: 'breaking',
  attributes: {
    command: {},
    roles: {},
    permissive: {},
    using: { expression: 'owner' },
    check: { expression: 'owner' },
    comment: physical,
  },
});

const { toObjects } = family(policy, sql, ({ schema, table, name, ...attributes }: PolicyRow) => ({
  id: { kind: 'policy', schema, table, name },
  attributes,
  within: { kind: 'table', schema, name: table },
}));

/**
 * Policies, and the roles that they name. Roles belong to the whole cluster, and what they may do differs between
 * clusters by design: only their names are part of a catalog, as something of the first policy that names them.
 */
export const policies: Family = {
  sql,
  toObjects: (rows) => {
    const found = toObjects(rows);
    return [...found, ...rolesOf(found)];
  },
};

function rolesOf(found: readonly CatalogObject[]): CatalogObject[] {
  const firstWith = new Map<string, Identity>();
  for (const { id, attributes } of found)
    for (const role of attributes.roles as readonly string[])
      if (role !== 'public' && !firstWith.has(role)) firstWith.set(role, id);
  return [...firstWith].map(([name, within]) => ({ id: { kind: 'role', name }, attributes: {}, within }));
}
