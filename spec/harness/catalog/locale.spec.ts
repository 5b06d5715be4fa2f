import pg from 'pg';
import { expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { atDatabase } from '../../../src/harness/postgres/address.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serialize } from '../../support/serialize.ts';
import { everything } from './everything.ts';
import { forThisServer } from './server.ts';

const databases = useScratchDatabases();

/** In the first, capitals come before small letters and `=` before `_`; in the second it is the other way round. */
const locales = await forThisServer('locales', [
  { locale: "LC_COLLATE 'C'", since: 14 },
  { locale: "LOCALE_PROVIDER icu ICU_LOCALE 'en-US'", since: 15 },
]);

const sorted = (
  roleB: string,
  roleA: string,
) => `CREATE TABLE t (a int); CREATE POLICY p ON t TO "${roleB}", "${roleA}";
  CREATE FUNCTION f() RETURNS int LANGUAGE sql SET app.a = 1 SET app.a_b = 1 RETURN 1;
  CREATE TABLE o (a text) WITH (autovacuum_enabled = off, autovacuum_analyze_threshold = 5, toast.autovacuum_enabled = off)`;

it('reads the same whatever the collation of the database', async () => {
  const home = await databases.create();
  const [roleB, roleA] = [`${home.name}_B`, `${home.name}_a`];
  await home.run(`CREATE ROLE "${roleB}"; CREATE ROLE "${roleA}"`);
  const texts: string[] = [];
  for (const { locale } of locales) {
    // A name that begins like the databases's own, which it drops in the end.
    const url = atDatabase(home.url, `${home.name}0`);
    await home.run(`CREATE DATABASE ${home.name}0 TEMPLATE template0 ${locale}`);
    await runAt(url, everything + sorted(roleB, roleA));
    texts.push(await withLive(url.href, async (live) => serialize(await catalogIn(live))));
    await home.run(`DROP DATABASE ${home.name}0`);
  }
  await home.run(`DROP ROLE "${roleB}"; DROP ROLE "${roleA}"`);
  expect(texts[0]).toContain('["config",["app.a=1","app.a_b=1"]]');
  expect(texts[0]).toContain(`["roles",["${roleB}","${roleA}"]]`);
  for (const text of texts) expect(text).toBe(texts[0]);
});

async function runAt(url: URL, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
