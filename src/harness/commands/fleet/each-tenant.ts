import { type SchemaSize, schemaSizesSql, toSchemaSizes, withLeads } from '../../catalog/schemas-alike.ts';
import { compareKeys } from '../../model/catalog.ts';
import { Problem } from '../../model/problem.ts';
import type { Tenants } from '../../model/settings.ts';
import type { Live } from '../../postgres/live.ts';
import { like } from '../../sql/text-positions.ts';
import type { Context } from '../context.ts';
import { readFrom } from '../drift/read-database.ts';
import { liveAddress, withLiveAt } from '../live-address.ts';
import { oneAhead } from './one-ahead.ts';
import { type Tenant, tenantsIn } from './tenants.ts';

interface Asked {
  /** Which of them the run is for. */
  readonly choose: (schemas: readonly string[]) => readonly string[];
  readonly use: (tenant: Tenant) => Promise<void>;
  /** Of those that were to be read together. */
  readonly fails: (schemas: readonly string[], error: unknown) => void;
}

/**
 * Reads the tenants of a database, as many together as are small enough: each in one snapshot, the next ones while those before
 * them are compared, and all forgotten then. Throws a Problem where the database cannot be read, or has none.
 */
export async function eachTenant(
  context: Context,
  tenants: Tenants,
  { choose, use, fails }: Asked,
): Promise<void> {
  const address = liveAddress(context);
  await withLiveAt(address, context, async (live) => {
    const all = await schemasIn(live);
    const names = [...all.keys()].filter((name) => like(tenants.like, name)).sort(compareKeys);
    if (names.length === 0) throw nobody(tenants, address.from);
    const read = async (some: readonly string[]): Promise<readonly Tenant[]> => {
      const schemas = { asked: some, reached: withLeads(some, all) };
      const database = await readFrom(live, context, address, { schemas }).catch((error) =>
        fails(some, error),
      );
      return database ? tenantsIn(database, some, tenants) : [];
    };
    const groups = together(choose(names), all, context.scope.ledger.schema === tenants.schema);
    await oneAhead(groups, read, async (some) => {
      for (const tenant of some) await use(tenant);
    });
  });
}

async function schemasIn(live: Live): Promise<Map<string, SchemaSize>> {
  const [rows = []] = await live.read((snapshot) => snapshot.query(schemaSizesSql));
  return new Map(toSchemaSizes(rows).map((each) => [each.name, each]));
}

const nobody = ({ like: pattern }: Tenants, where: string): Problem =>
  new Problem(`no schema is called like "${pattern}"`, {
    where,
    advice: 'correct tenants in the driftproof settings',
  });

/** Some 15 MB; the server goes through all of its catalogs for each reading, so that fewer would take longer. */
const mostRelations = 3_000;
/** A reading asks no more than a hundred ledgers. */
const mostLedgers = 80;

function together(
  names: readonly string[],
  all: ReadonlyMap<string, SchemaSize>,
  haveLedgers: boolean,
): string[][] {
  const mostSchemas = haveLedgers ? mostLedgers : Number.POSITIVE_INFINITY;
  const groups: string[][] = [];
  let relations = 0;
  for (const name of names) {
    const own = all.get(name)?.relations ?? 0;
    const last = groups.at(-1);
    relations += own;
    if (last && last.length < mostSchemas && relations <= mostRelations) last.push(name);
    else {
      groups.push([name]);
      relations = own;
    }
  }
  return groups;
}
