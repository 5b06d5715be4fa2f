import { type Catalog, type CatalogObject, catalogOf, type ServerFacts } from '../model/catalog.ts';
import type { Kind } from '../model/identity.ts';
import type { Row } from '../postgres/connection.ts';
import type { Readable } from '../postgres/live.ts';
import type { Snapshot } from '../postgres/snapshot.ts';
import type { CatalogQuery } from './catalog-query.ts';
import { families, memberFamilies } from './families.ts';
import type { Family } from './family.ts';
import { grantStatements } from './grant-rows.ts';
import { grantsIn } from './grants.ts';
import { membersIn } from './members.ts';
import { allRoles, roleStatements, rolesNamedBy } from './named-roles.ts';
import { memberOwnersOf, ownerStatements, ownersOf, withOwners } from './owners.ts';
import { readSettled } from './read-settled.ts';
import { lookups, type Reading, readingOf } from './reading.ts';

/** Everything that a reading asks, each once. */
const statements: readonly CatalogQuery[] = [
  ...new Set([
    ...lookups,
    ...grantStatements,
    ...ownerStatements,
    ...roleStatements,
    ...families.flatMap((family) => family.statements),
  ]),
];

/** Tells readers apart: catalogs that another reader made are not comparable. Raise the number when a row comes to mean something else. */
export const readerVersion = ['5', ...statements.map(({ sql }) => sql)].join('\n');

/** The time zone that a session begins with is read by going back to it; the snapshot's own comes after. */
const serverFacts = `
SELECT current_setting('server_version_num')::int AS "versionNumber", current_setting('server_version') AS version,
  pg_encoding_to_char(encoding) AS encoding, datcollate AS collation,
  (SELECT zone FROM (SELECT set_config('TimeZone', NULL, true) AS zone, set_config('TimeZone', 'UTC', true)) first) AS "timeZone"
FROM pg_database WHERE datname = current_database()`;

const sometimes = statements.filter(({ ifAny }) => ifAny !== undefined);
const always = statements.filter(({ ifAny }) => ifAny === undefined);
/** One column for each of those, in their order. */
const whichOfThem = `SELECT ${sometimes.map(({ ifAny }, at) => `${ifAny} AS "${at}"`).join(',\n')}`;

/**
 * Reads the catalog of a database within a snapshot, in one round trip whatever its size, or two where it has objects of
 * kinds that most databases have none of.
 * Only pg_catalog is asked, which shows every role everything: a role that may do nothing but connect
 * gets the same answer as the owner.
 */
export const readCatalog = async (snapshot: Snapshot): Promise<Catalog> =>
  (await readCatalogWith(snapshot)).catalog;

/** Reads the catalog, and asks something else in the same round trip; one list of rows for each statement. */
export async function readCatalogWith(snapshot: Snapshot, ...more: readonly string[]) {
  const { answers, others } = await askAll(snapshot, ...more);
  const reading = readingOf(answers.rows);
  return {
    catalog: catalogFrom(answers.server, reading),
    roles: allRoles(reading),
    answers: others,
  };
}

/** The answers to all statements, and what is known of the server. */
export interface ReadAnswers {
  readonly server: ServerFacts;
  readonly rows: ReadonlyMap<CatalogQuery, readonly Row[]>;
}

/** Asks everything, and something else in the same round trip. */
export async function askAll(snapshot: Snapshot, ...more: readonly string[]) {
  const first = [serverFacts, whichOfThem, ...always.map(({ sql }) => sql)];
  const [facts = [], [there = {}] = [], ...given] = await snapshot.query(...first, ...more);
  const some = sometimes.filter((_, at) => there[at] === true);
  const others = some.length > 0 ? await snapshot.query(...some.map(({ sql }) => sql)) : [];
  const rows = new Map([
    ...sometimes.map(none),
    ...always.map(answeredBy(given)),
    ...some.map(answeredBy(others)),
  ]);
  const answers: ReadAnswers = { server: toServerFacts(facts), rows };
  return { answers, others: given.slice(always.length) };
}

type Answer = readonly [CatalogQuery, readonly Row[]];

const none = (statement: CatalogQuery): Answer => [statement, []];

const answeredBy =
  (answers: readonly Row[][]) =>
  (statement: CatalogQuery, at: number): Answer => [statement, answers[at] ?? []];

/** The catalog that a reading makes. */
export function catalogFrom(server: ServerFacts, reading: Reading): Catalog {
  const own = ownIn(reading);
  return catalogOf(server, [...own, ...besides(reading, own)]);
}

/** What a reading is about, with its owners: users' own. */
export const ownIn = (reading: Reading, made: readonly Family[] = families): CatalogObject[] =>
  withOwners(
    made.flatMap(({ toObjects }) => toObjects(reading)),
    ownersOf(reading),
  );

/** What is made of the objects of a reading: the grants on them, the roles that any of them names; and the members of extensions. */
export function besides(reading: Reading, own: readonly CatalogObject[]): CatalogObject[] {
  const grants = grantsIn(reading, own);
  const roles = rolesNamedBy([...own, ...grants], reading);
  return [...grants, ...roles, ...membersIn(reading, memberFamilies, memberOwnersOf(reading))];
}

const madeBesides: readonly Kind[] = ['grant', 'revoke', 'role', 'extension-member'];

/** Whether an object is not {@link besides} others. */
export const isOwn = ({ id: { kind } }: CatalogObject): boolean => !madeBesides.includes(kind);

/** Reads the catalog of a database in a transaction of its own. */
export const catalogIn = (database: Readable): Promise<Catalog> => readSettled(database, readCatalog);

const toServerFacts = ([row]: readonly Row[]): ServerFacts => row as unknown as ServerFacts;
