import { describe, expect, it } from 'vitest';
import { factsOfKinds } from '../../../src/harness/catalog/kinds.ts';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { allRules, rules } from '../../../src/harness/checks/rules/registry.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { aSubscription } from '../corpus/rare/replication.ts';
import { buildSink } from '../corpus/sink/sink.ts';

const databases = useScratchDatabases();

describe('a rule id', () => {
  it.each([
    'migration-down-missing',
    'migration-pending',
    'migration-fails-on-rows',
    'accepted-unused',
    'index-missing',
    'table-extra',
    'column-default',
    'column-not-null',
    'foreign-key-on-delete',
    'role-create-db',
    'setting-value',
    'foreign-key-name-by-default-naming',
    'column-default-of-equal-value',
  ])('is %s', (id) => expect(allRules.has(id)).toBe(true));

  it.each([
    '',
    'index',
    'index-mising',
    'column-notNull',
    'column-on-delete',
    'table-name-by-default-naming',
    'migration-missing',
    'toString',
  ])('is not %j', (id) => expect(allRules.has(id)).toBe(false));
});

it('every rule says what is wrong and what to do, and those with names of their own who is wrong', () => {
  for (const [id, { means, advice }] of allRules) {
    expect(means, id).not.toBe('');
    expect(advice, id).not.toBe('');
  }
  for (const [id, { culprit }] of Object.entries(rules)) expect(culprit, id).toBeDefined();
});

/** What cannot be in the sink: a database with a subscription cannot be dropped, and there is no label provider here. */
const ofNoSink: readonly string[] = [
  aSubscription,
  "INSERT INTO pg_seclabel VALUES ('public'::regnamespace, 'pg_namespace'::regclass, 0, 'provider', 'label')",
  'ALTER DEFAULT PRIVILEGES IN SCHEMA hand GRANT SELECT ON TABLES TO PUBLIC',
];

const owner = `rules_owner_${process.pid}`;

/** Of what no family reads, which no major of today has. */
const ofLaterMajors = ['what'];

/** Read only of a database that is compared, where the config or its policies ask for it. */
const ofLiveRoles = ['createDb', 'createRole', 'inherit', 'ownedTables'];

it('every attribute of every object has its rule, and there is none that no object has', async () => {
  const database = await databases.create();
  await buildSink(database);
  // All that the sink has is owned by another role than the database, but for one member of an extension.
  await database.run(`CREATE ROLE ${owner}; ALTER DATABASE ${database.name} OWNER TO ${owner}`);
  await database.run(`ALTER FUNCTION crypt(text, text) OWNER TO ${owner}`);
  await database.run(`ALTER DATABASE ${database.name} SET work_mem = '8MB'`);
  for (const sql of ofNoSink) await database.run(sql);
  const found = new Map<string, Set<string>>();
  for (const { id, attributes } of (await catalogIn(database)).objects)
    found.set(id.kind, new Set([...(found.get(id.kind) ?? []), ...Object.keys(attributes)]));
  found.set('role', new Set([...(found.get('role') ?? []), ...ofLiveRoles]));
  found.set('unmodeled', new Set(ofLaterMajors));
  await database.run(`DROP SUBSCRIPTION sub; ALTER DATABASE ${database.name} OWNER TO CURRENT_USER`);
  await database.run(`ALTER FUNCTION crypt(text, text) OWNER TO CURRENT_USER; DROP ROLE ${owner}`);
  const listed = Object.entries(factsOfKinds).map(([kind, { attributes }]) => [
    kind,
    Object.keys(attributes).sort(),
  ]);
  expect(Object.fromEntries([...found].map(([kind, names]) => [kind, [...names].sort()]))).toEqual(
    Object.fromEntries(listed),
  );
});
