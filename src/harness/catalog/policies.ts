import { catalogQuery, inUserSchema, printedExpression } from './catalog-query.ts';
import { family } from './family.ts';
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

/** What a policy calls the owner of the database: whoever made the policy FOR … TO CURRENT_USER, by any name. */
export const databaseOwner = 'CURRENT_USER';

/** Oid 0 among the roles of a policy is PUBLIC, which no role can be called. */
const policyRows = catalogQuery<PolicyRow>(`
SELECT p.oid, p.polrelid AS relation, p.polname AS name, p.polcmd AS command,
  ARRAY(SELECT (CASE r WHEN 0 THEN 'public' WHEN d.datdba THEN '${databaseOwner}' ELSE pg_get_userbyid(r) END)::text
    FROM unnest(p.polroles) r, pg_database d WHERE d.datname = current_database()) AS roles,
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

export const policies = family(
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
