import { type Catalog, catalogOf, type ServerFacts } from '../model/catalog.ts';
import type { Row } from '../postgres/connection.ts';
import type { Readable } from '../postgres/live.ts';
import type { Snapshot } from '../postgres/snapshot.ts';
import { columns } from './columns.ts';
import { constraints } from './constraints.ts';
import { enums } from './enums.ts';
import type { Family } from './family.ts';
import { indexes } from './indexes.ts';
import { schemas } from './schemas.ts';
import { sequences } from './sequences.ts';
import { tables } from './tables.ts';
import { unmodeled } from './unmodeled.ts';

/** Raised when what the families read changes, so that cached catalogs of an older reader are not used. */
export const readerVersion = 1;

const families: readonly Family[] = [
  schemas,
  tables,
  columns,
  constraints,
  indexes,
  enums,
  sequences,
  unmodeled,
];

const serverFacts = `
SELECT current_setting('server_version_num')::int AS "versionNumber", current_setting('server_version') AS version,
  pg_encoding_to_char(encoding) AS encoding, datcollate AS collation,
  (SELECT reset_val FROM pg_settings WHERE name = 'TimeZone') AS "timeZone"
FROM pg_database WHERE datname = current_database()`;

/**
 * Reads the catalog of a database within a snapshot, in one round trip whatever its size.
 * Only pg_catalog is asked, which shows every role everything: a role that may do nothing but connect
 * gets the same answer as the owner.
 */
export async function readCatalog(snapshot: Snapshot): Promise<Catalog> {
  const [facts = [], ...answers] = await snapshot.ask(serverFacts, ...families.map(({ sql }) => sql));
  const objects = families.flatMap(({ toObjects }, at) => toObjects(answers[at] ?? []));
  return catalogOf(toServerFacts(facts), objects);
}

/** Reads the catalog of a database in a transaction of its own. */
export const catalogIn = (database: Readable): Promise<Catalog> => database.read(readCatalog);

const toServerFacts = ([row]: readonly Row[]): ServerFacts => row as unknown as ServerFacts;
