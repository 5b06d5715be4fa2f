import { catalogIn } from '../catalog/read.ts';
import { inScope } from '../catalog/scope.ts';
import { defaultLedger } from '../history/default-ledger.ts';
import type { Catalog } from '../model/catalog.ts';
import { keepSecretsIn } from '../model/secrets.ts';
import { withLive } from '../postgres/live.ts';

/** Reads the catalog of a database without Drizzle's ledger. Throws a Problem when it cannot be read. */
export function readCatalog(url: string): Promise<Catalog> {
  keepSecretsIn([url]);
  return withLive(url, async (live) =>
    inScope(await catalogIn(live), { schemas: [], tables: [], ledger: defaultLedger }),
  );
}
