import { beforeAll, expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serialize } from '../../support/serialize.ts';
import { everything } from './everything.ts';
import { alterDatabase } from './rows/row.ts';

/** Literals and names whose printed form depends on the session. */
const printed = `
CREATE TABLE shop.printed (
  "select" timestamptz DEFAULT '2020-01-02 03:04:05+06',
  day date DEFAULT '2020-01-02',
  pause interval DEFAULT '1 day 02:03:04',
  bytes bytea DEFAULT '\\x00ff',
  number float8 DEFAULT 0.1::float8 + 0.2::float8,
  place point DEFAULT '(0.30000000000000004,1)',
  ticket int DEFAULT nextval('shop.ticket')
);
CREATE INDEX ON shop.printed ((day = '2020-01-02'::date)) WHERE "select" > '2020-01-02 03:04:05+06';
CREATE TABLE shop.by_day (at timestamptz) PARTITION BY RANGE (at);
CREATE VIEW shop.all_printed AS SELECT *, '1 day'::interval AS day_long FROM shop.printed;
`;

const settings = {
  search_path: 'shop',
  TimeZone: "'Asia/Tokyo'",
  DateStyle: "'German, DMY'",
  IntervalStyle: 'iso_8601',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  quote_all_identifiers: 'on',
  lc_monetary: "'C'",
  standard_conforming_strings: 'off',
  backslash_quote: 'on',
  jit: 'on',
  default_transaction_isolation: "'serializable'",
  default_transaction_deferrable: 'on',
};

const databases = useScratchDatabases();
let database: Scratch;
let before: string;

beforeAll(async () => {
  database = await databases.create();
  await database.run(everything + printed);
  before = withoutSettings(await catalogIn(database));
});

const withoutSettings = ({ server, objects }: Catalog): string =>
  serialize({ server, objects: objects.filter(({ id }) => id.kind !== 'setting') });

const settingsIn = ({ objects }: Catalog): string[] =>
  objects.flatMap(({ id }) => (id.kind === 'setting' ? printIdentity(id) : []));

it.each(Object.entries(settings))('prints the same where the database sets %s', async (name, value) => {
  await database.run(alterDatabase(`SET ${name} = ${value}`));
  const after = await withLive(database.url.href, catalogIn);
  await database.run(alterDatabase(`RESET ${name}`));
  expect(withoutSettings(after)).toBe(before);
  expect(settingsIn(after)).toEqual([`setting ${name}`]);
});

it.each(Object.entries(settings))('prints the same where the role sets %s', async (name, value) => {
  const user = decodeURIComponent(database.url.username);
  await database.run(alterDatabase(`SET ${name} = ${value}`, `ROLE "${user}" IN`));
  const after = await withLive(database.url.href, catalogIn);
  await database.run(alterDatabase(`RESET ${name}`, `ROLE "${user}" IN`));
  expect(withoutSettings(after)).toBe(before);
  expect(settingsIn(after)).toEqual([`setting role:${user} ${name}`]);
});

it('says in which time zone sessions of the database live', async () => {
  await database.run(alterDatabase("SET TimeZone = 'Asia/Tokyo'"));
  const { server } = await withLive(database.url.href, catalogIn);
  await database.run(alterDatabase('RESET TimeZone'));
  expect(server.timeZone).toBe('Asia/Tokyo');
});
