import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serialize } from '../../support/serialize.ts';
import { everything } from './everything.ts';
import { allRare } from './rare-objects.ts';

const databases = useScratchDatabases();
let database: Scratch;
let connector: string;
let selector: string;

beforeAll(async () => {
  database = await databases.create();
  connector = `${database.name}_connector`;
  selector = `${database.name}_selector`;
  await database.run(`${everything} ${allRare}
    REVOKE ALL ON DATABASE ${database.name} FROM PUBLIC; REVOKE ALL ON SCHEMA public, shop FROM PUBLIC;
    CREATE ROLE ${connector} LOGIN PASSWORD 'connector'; GRANT CONNECT ON DATABASE ${database.name} TO ${connector};
    CREATE ROLE ${selector} LOGIN PASSWORD 'selector'; GRANT CONNECT ON DATABASE ${database.name} TO ${selector};
    GRANT USAGE ON SCHEMA public, shop TO ${selector};
    GRANT SELECT ON ALL TABLES IN SCHEMA public, shop TO ${selector};
    CREATE POLICY limited ON shop.person TO ${connector} USING (false)`);
});

afterAll(async () => {
  await database.run('ALTER SUBSCRIPTION sub SET (slot_name = NONE)');
  await database.run('DROP SUBSCRIPTION sub');
  await database.run('DROP POLICY limited ON shop.person');
  await database.run(`DROP OWNED BY ${connector}, ${selector}; DROP ROLE ${connector}, ${selector}`);
});

const readAs = (user: string, password: string): Promise<string> => {
  const url = new URL(database.url);
  url.username = user;
  url.password = password;
  return withLive(url.href, async (live) => serialize(await catalogIn(live)));
};

it('gives a role that may only connect the same bytes as the owner', async () => {
  expect(await readAs(connector, 'connector')).toBe(serialize(await catalogIn(database)));
});

it('gives a role that may only read tables the same bytes as the owner', async () => {
  expect(await readAs(selector, 'selector')).toBe(serialize(await catalogIn(database)));
});
