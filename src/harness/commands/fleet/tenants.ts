import { asSchema, bySchema, schemaOf } from '../../catalog/in-schema.ts';
import { isOfLedger } from '../../catalog/scope.ts';
import type { NumberedColumn } from '../../catalog/state/sequence-values.ts';
import type { LiveState } from '../../checks/drift/live-state.ts';
import type { DatabaseState } from '../../checks/drift/state/database-state.ts';
import { withoutMembers } from '../../checks/drift/without-members.ts';
import type { Ledgers } from '../../history/ledger.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import type { Tenants } from '../../model/settings.ts';
import type { Context } from '../context.ts';
import type { ReadDatabase } from '../drift/read-database.ts';

/** A schema of a database, read as if it was the whole of it. */
export interface Tenant {
  readonly schema: string;
  readonly read: () => ReadDatabase;
}

/** Schemas that were read together, as the tenants that they are. */
export function tenantsIn(read: ReadDatabase, names: readonly string[], tenants: Tenants): Tenant[] {
  const schemas = bySchema(read.state.whole);
  const context = inTenant(read.context, tenants);
  const roles = read.state.whole.objects.filter(({ id }) => id.kind === 'role');
  return names.map((schema) => ({
    schema,
    read: () => ({
      ...read,
      context,
      state: stateOf(read.state, schema, tenants, [...roles, ...(schemas.get(schema) ?? [])], context),
    }),
  }));
}

/** What of all that migrations make is compared with a tenant: what lies in the schema that tenants are copies of. */
export const isOfTenant =
  ({ schema }: Tenants, { scope }: Context) =>
  (object: CatalogObject): boolean =>
    (schemaOf(object) === schema || object.id.kind === 'role') && !isOfLedger(object, scope.ledger);

const inTenant = <C extends Context>(context: C, { schema }: Tenants): C => ({
  ...context,
  scope: { ...context.scope, schemas: [schema] },
});

function stateOf(
  state: LiveState,
  schema: string,
  tenants: Tenants,
  objects: readonly CatalogObject[],
  context: Context,
): LiveState {
  const whole = asSchema(state.whole.server, objects, schema, tenants.schema);
  const isOurs = isOfTenant(tenants, context);
  const catalog = withoutMembers({ ...whole, objects: whole.objects.filter(isOurs) });
  const ledgers = ledgersOf(state.ledgers, schema, tenants, context);
  return { ...state, whole, catalog, ledgers, state: inSchema(state.state, schema, tenants) };
}

function inSchema(
  { collations, builds, clock, sequences, unasked }: DatabaseState,
  from: string,
  { schema }: Tenants,
): DatabaseState {
  const rename = <T extends { readonly schema?: string }>(each: T): T =>
    each.schema === from ? { ...each, schema } : each;
  const renamed = <T extends { readonly schema?: string }>(some: readonly T[]): T[] =>
    some.filter((each) => each.schema === from).map(rename);
  const isOwn = ({ sequence }: NumberedColumn): boolean => sequence.schema === from;
  const numbered = <T extends NumberedColumn>(each: T): T => ({
    ...each,
    sequence: rename(each.sequence),
    column: rename(each.column),
  });
  const shared = collations.filter((each) => each.schema === 'pg_catalog');
  return {
    collations: [...shared, ...renamed(collations)],
    builds: renamed(builds),
    clock,
    sequences: sequences.filter(isOwn).map(numbered),
    unasked: unasked
      .filter(({ column }) => isOwn(column))
      .map(({ column, why }) => ({ column: numbered(column), why })),
  };
}

/** A ledger that lies in the schema which tenants are copies of is one of each tenant's own. */
function ledgersOf(all: Ledgers, schema: string, tenants: Tenants, { scope }: Context): Ledgers {
  if (scope.ledger.schema !== tenants.schema) return { ...all, others: [] };
  const own = all.others.find(({ name }) => name.schema === schema && name.table === scope.ledger.table);
  if (schema === tenants.schema) return { ...all, others: [] };
  return { named: own?.ledger ?? { state: 'absent' }, others: [] };
}
