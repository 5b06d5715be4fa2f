import { type CatalogObject, compareKeys } from '../model/catalog.ts';
import type { Identity } from '../model/identity.ts';
import { catalogQuery, inUserSchema, printedExpression } from './catalog-query.ts';
import { type Family, family } from './family.ts';
import { kindFacts, physical } from './kind.ts';
import { tableOrPartition } from './reading.ts';

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

interface PolicyRow {
  readonly oid: number;
  readonly relation: number;
  readonly name: string;
  readonly command: string;
  readonly roles: readonly string[];
  readonly permissive: boolean;
  readonly using: string | null;
  readonly check: string | null;
}

/** Oid 0 among the roles of a policy is PUBLIC, which no role can be called. */
const policyRows = catalogQuery<PolicyRow>(`
SELECT p.oid, p.polrelid AS relation, p.polname AS name, p.polcmd AS command,
  ARRAY(SELECT (CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r) END)::text FROM unnest(p.polroles) r) AS roles,
  p.polpermissive AS permissive,
  ${printedExpression('p.polqual', 'p.polrelid')} AS using,
  ${printedExpression('p.polwithcheck', 'p.polrelid')} AS check
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE ${inUserSchema('c.relnamespace')}`);

const commands: Readonly<Record<string, string>> = {
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
  '*': 'all',
};

const { statements, toObjects } = family(
  policy,
  policyRows,
  ({ oid, relation, name, command, roles, ...attributes }, reading) => {
    const table = tableOrPartition(reading, relation);
    return (
      table && {
        id: { kind: 'policy', schema: table.schema, table: table.name, name },
        attributes: {
          ...attributes,
          command: commands[command] ?? command,
          roles: [...roles].sort(),
          comment: reading.comment('pg_policy', oid),
        },
        within: table.id,
      }
    );
  },
);

/**
 * Policies, and the roles that they name. Roles belong to the whole cluster, and what they may do differs between
 * clusters by design: only their names are part of a catalog, as something of the first policy that names them.
 */
export const policies: Family = {
  statements,
  toObjects: (reading) => {
    const found = toObjects(reading);
    return [...found, ...rolesOf(found)];
  },
};

function rolesOf(found: readonly CatalogObject[]): CatalogObject[] {
  const firstWith = new Map<string, Identity>();
  for (const { id, attributes } of [...found].sort((a, b) => byName(a.id, b.id)))
    for (const role of attributes.roles as readonly string[])
      if (role !== 'public' && !firstWith.has(role)) firstWith.set(role, id);
  return [...firstWith].map(([name, within]) => ({ id: { kind: 'role', name }, attributes: {}, within }));
}

const byName = (a: Identity, b: Identity): number =>
  compareKeys(a.schema ?? '', b.schema ?? '') ||
  compareKeys(a.table ?? '', b.table ?? '') ||
  compareKeys(a.name, b.name);
