import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { driftOf, driftsFound, driftsSql, type Found, namesOf } from './drifted.ts';

const databases = useScratchDatabases();
let database: Scratch;
let owner: readonly Found[];

beforeAll(async () => {
  database = await databases.create();
  await migrateByDrizzle(database.url);
  await database.run(`REVOKE ALL ON DATABASE ${database.name} FROM PUBLIC;
    REVOKE ALL ON SCHEMA public, drizzle FROM PUBLIC`);
  for (const sql of driftsSql) await database.run(sql);
  owner = (await driftOf(database.url)).findings;
});

it('the owner finds every drift, and nothing else', () => {
  expect(namesOf(owner)).toEqual(driftsFound);
});

const role = (): string => `${database.name}_reader`;
afterAll(() => database.run(`DROP ROLE IF EXISTS ${role()}`));

const roles = {
  'with CONNECT only, where nobody has anything by default': '',
  'with SELECT on one table': 'GRANT USAGE ON SCHEMA public TO %; GRANT SELECT ON users TO %',
  'that bypasses row security': 'ALTER ROLE % BYPASSRLS',
  'that a policy shows no row':
    'GRANT USAGE ON SCHEMA public TO %; GRANT SELECT ON ALL TABLES IN SCHEMA public TO %',
  'whose sessions print in another way': `ALTER ROLE % SET search_path = drizzle, public; ALTER ROLE % SET DateStyle = 'German';
    ALTER ROLE % SET IntervalStyle = 'sql_standard'; ALTER ROLE % SET bytea_output = 'escape'; ALTER ROLE % SET TimeZone = 'Asia/Tokyo';
    ALTER ROLE % SET extra_float_digits = -5; ALTER ROLE % SET quote_all_identifiers = on; ALTER ROLE % SET standard_conforming_strings = off`,
  'whose sessions run in another way': `ALTER ROLE % SET default_transaction_isolation = 'serializable';
    ALTER ROLE % SET default_transaction_deferrable = on; ALTER ROLE % SET statement_timeout = '50ms'; ALTER ROLE % SET row_security = off;
    ALTER ROLE % SET client_encoding = 'LATIN1'; ALTER ROLE % SET client_min_messages = 'debug1'; ALTER ROLE % SET enable_seqscan = off`,
};

it.each(Object.entries(roles))('a role %s gets the same findings', async (_, rights) => {
  const url = new URL(database.url);
  url.username = role();
  url.password = 'reader';
  await database.run(`CREATE ROLE ${role()} LOGIN PASSWORD 'reader'; GRANT CONNECT ON DATABASE ${database.name} TO ${role()};
    ${rights.replaceAll('%', role())}`);
  try {
    expect(await driftOf(url)).toEqual({ code: 2, findings: owner });
  } finally {
    await database.run(`DROP OWNED BY ${role()}; DROP ROLE ${role()}`);
  }
});
