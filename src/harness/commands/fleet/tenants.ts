import { asSchema, bySchema, schemaOf } from '../../catalog/in-schema.ts';
import { isOfLedger } from '../../catalog/scope.ts';
import { withoutMembers } from '../../checks/drift/extension-members.ts';
import type { LiveState } from '../../checks/drift/live-state.ts';
import type { DatabaseState } from '../../checks/drift/state/database-state.ts';
import type { Ledgers } from '../../history/ledger.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import { Problem } from '../../model/problem.ts';
import type { Tenants } from '../../model/settings.ts';
import { like } from '../../sql/text-positions.ts';
import type { Context } from '../context.ts';
import type { ReadDatabase } from '../drift/one-database.ts';

/** A schema of a database, read as if it was the whole of it. */
export interface Tenant {
  readonly schema: string;
  readonly read: () => ReadDatabase;
}

/** The schemas of a database that are alike. Throws a Problem where there are none. */
export function tenantsIn(read: ReadDatabase, tenants: Tenants): Tenant[] {
  const schemas = bySchema(read.state.whole);
  const names = [...schemas.keys()].filter((name) => like(tenants.like, name)).sort();
  if (names.length === 0)
    throw new Problem(`no schema is called like "${tenants.like}"`, {
      where: read.from,
      advice: 'correct tenants in the driftproof settings',
    });
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

/** What SQL says of a sequence would name the wrong one: how far those of tenants have come is not asked. */
function inSchema(
  { collations, builds, clock }: DatabaseState,
  from: string,
  { schema }: Tenants,
): DatabaseState {
  const renamed = <T extends { readonly schema: string }>(some: readonly T[]): T[] =>
    some.filter((each) => each.schema === from).map((each) => ({ ...each, schema }));
  const shared = collations.filter((each) => each.schema === 'pg_catalog');
  return {
    collations: [...shared, ...renamed(collations)],
    builds: renamed(builds),
    clock,
    sequences: [],
    unasked: [],
  };
}

/** A sentence of the report on that. */
export const notAskedOfTenants = 'not compared: how far the sequences of tenants have come';

/** A ledger that lies in the schema which tenants are copies of is one of each tenant's own. */
function ledgersOf(all: Ledgers, schema: string, tenants: Tenants, { scope }: Context): Ledgers {
  if (scope.ledger.schema !== tenants.schema) return { ...all, others: [] };
  const own = all.others.find(({ name }) => name.schema === schema && name.table === scope.ledger.table);
  if (schema === tenants.schema) return { ...all, others: [] };
  return { named: own?.ledger ?? { state: 'absent' }, others: [] };
}
