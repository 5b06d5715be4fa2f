import { type SchemaSize, schemaSizesSql, toSchemaSizes, withLeads } from '../../catalog/schemas-alike.ts';
import { compareKeys } from '../../model/catalog.ts';
import { Problem } from '../../model/problem.ts';
import type { Tenants } from '../../model/settings.ts';
import type { Live } from '../../postgres/live.ts';
import { like } from '../../sql/text-positions.ts';
import type { Context } from '../context.ts';
import { readFrom } from '../drift/one-database.ts';
import { liveAddress, withLiveAt } from '../live-address.ts';
import { type Tenant, tenantsIn } from './tenants.ts';

interface Asked {
  /** Which of them the run is for. */
  readonly choose: (schemas: readonly string[]) => readonly string[];
  readonly use: (tenant: Tenant) => Promise<void>;
  /** Of those that were to be read together. */
  readonly fails: (schemas: readonly string[], error: unknown) => void;
}

/**
 * Reads the tenants of a database, as many together as are small enough: each in one snapshot, and forgotten before the next
 * are read. Throws a Problem where the database cannot be read, or has none.
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
    for (const some of together(choose(names), all)) {
      const schemas = { asked: some, reached: withLeads(some, all) };
      const read = await readFrom(live, context, address, schemas).catch((error) => fails(some, error));
      for (const tenant of read ? tenantsIn(read, some, tenants) : []) await use(tenant);
    }
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

/** A few megabytes of rows; no more ledgers, one in each schema, and no more sequences than one reading asks. */
const mostAtOnce = 2000;
const weightOf = ({ relations, sequences }: SchemaSize): number => 25 + relations + 3 * sequences;

function together(names: readonly string[], all: ReadonlyMap<string, SchemaSize>): string[][] {
  const groups: string[][] = [];
  let weight = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const size = all.get(name);
    const own = size ? weightOf(size) : 0;
    weight += own;
    if (weight > mostAtOnce) {
      groups.push([]);
      weight = own;
    }
    groups.at(-1)?.push(name);
  }
  return groups;
}
