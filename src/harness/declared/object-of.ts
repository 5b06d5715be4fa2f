import type { Constraint } from 'libpg-query';
import type { Identity, Kind } from '../model/identity.ts';
import { statementsIn } from '../sql/parse.ts';
import { lookUp, type PerKind } from '../sql/statement.ts';
import { partsOf } from '../sql/tree.ts';

/** What one of drizzle-kit's statements is about; a statement of no object that it makes, by its first words. */
export async function objectOf(statement: string): Promise<Identity> {
  const [parsed] = await statementsIn(statement);
  const words = { kind: 'unmodeled', name: statement.trim().split(/\s+/).slice(0, 4).join(' ') } as const;
  return (parsed && lookUp(objects, parsed)) ?? words;
}

interface Relation {
  readonly schemaname?: string;
  readonly relname?: string;
}

const named = (kind: Kind, { schemaname = 'public', relname = '' }: Relation = {}): Identity => ({
  kind,
  schema: schemaname,
  name: relname,
});

/** Something of a table. */
const within = (
  kind: Kind,
  name: string,
  { schemaname = 'public', relname = '' }: Relation = {},
): Identity => ({
  kind,
  schema: schemaname,
  table: relname,
  name,
});

const constraints: Readonly<Record<string, Kind>> = {
  CONSTR_FOREIGN: 'foreign-key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary-key',
  CONSTR_CHECK: 'check',
};

const constraint = ({ contype, conname = '' }: Constraint, table: Relation | undefined): Identity =>
  within(constraints[contype ?? ''] ?? 'check', conname, table);

const objects: PerKind<Identity> = {
  CreateStmt: ({ relation }) => named('table', relation),
  IndexStmt: ({ idxname = '', relation }) => within('index', idxname, relation),
  ViewStmt: ({ view }) => named('view', view),
  CreateTableAsStmt: ({ into }) => named('materialized-view', into?.rel),
  CreateSeqStmt: ({ sequence }) => named('sequence', sequence),
  CreateEnumStmt: ({ typeName }) => {
    const [name = '', schemaname = 'public'] = partsOf(typeName).reverse();
    return named('enum', { schemaname, relname: name });
  },
  CreateSchemaStmt: ({ schemaname = '' }) => ({ kind: 'schema', name: schemaname }),
  CreateRoleStmt: ({ role = '' }) => ({ kind: 'role', name: role }),
  CreatePolicyStmt: ({ policy_name = '', table }) => within('policy', policy_name, table),
  AlterTableStmt: ({ relation, cmds = [] }) => {
    const [command] = cmds.flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));
    const added = command?.def;
    return added && 'Constraint' in added ? constraint(added.Constraint, relation) : named('table', relation);
  },
};
