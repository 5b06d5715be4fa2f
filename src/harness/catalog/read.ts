import { type Catalog, catalogOf, type ServerFacts } from '../model/catalog.ts';
import type { Row } from '../postgres/connection.ts';
import type { Readable } from '../postgres/live.ts';
import type { Snapshot } from '../postgres/snapshot.ts';
import { columns } from './columns.ts';
import { composites } from './composites.ts';
import { constraints } from './constraints.ts';
import { domainChecks, domains } from './domains.ts';
import { enums } from './enums.ts';
import { extensions } from './extensions.ts';
import type { Family } from './family.ts';
import { functions } from './functions.ts';
import { indexes } from './indexes.ts';
import { policies } from './policies.ts';
import { schemas } from './schemas.ts';
import { sequences } from './sequences.ts';
import { settings } from './settings.ts';
import { tables } from './tables.ts';
import { rules, triggers } from './triggers.ts';
import { unmodeled } from './unmodeled.ts';
import { materializedViews, views } from './views.ts';

/** Raised when what the families read changes, so that cached catalogs of an older reader are not used. */
export const readerVersion = 3;

const families: readonly Family[] = [
  schemas,
  tables,
  columns,
  constraints,
  indexes,
  enums,
  domains,
  domainChecks,
  composites,
  sequences,
  views,
  materializedViews,
  policies,
  triggers,
  rules,
  functions,
  extensions,
  settings,
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
export const readCatalog = async (snapshot: Snapshot): Promise<Catalog> =>
  (await readCatalogWith(snapshot)).catalog;

/** Reads the catalog, and asks something else in the same round trip; one list of rows for each statement. */
export async function readCatalogWith(snapshot: Snapshot, ...statements: readonly string[]) {
  const queries = [serverFacts, ...families.map(({ sql }) => sql)];
  const [facts = [], ...answers] = await snapshot.ask(...queries, ...statements);
  const objects = families.flatMap(({ toObjects }, at) => toObjects(answers[at] ?? []));
  return {
    catalog: catalogOf(toServerFacts(facts), objects),
    answers: answers.slice(families.length),
  };
}

/** Reads the catalog of a database in a transaction of its own. */
export const catalogIn = (database: Readable): Promise<Catalog> => database.read(readCatalog);

const toServerFacts = ([row]: readonly Row[]): ServerFacts => row as unknown as ServerFacts;
