import { describe, expect, it } from 'vitest';
import { fillTables } from '../../../src/harness/rows/fill.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { forThisServer } from '../catalog/server.ts';

const databases = useScratchDatabases();

interface Type {
  readonly type: string;
  /** SQL conditions on the column `v`, each of which some row must meet. */
  readonly some: readonly string[];
  readonly since?: number;
}

const isNumber = ['v = 0', 'v > 0', 'v < 0'];
const isText = ["v = ''", "v ~ '[^ -~]'", 'length(v) > 3'];

/** Every type that Drizzle has a column for, and those that people declare by customType; with what must occur. */
const types: readonly Type[] = [
  { type: 'smallint', some: [...isNumber, 'v = 32767', 'v = -32768'] },
  { type: 'integer', some: [...isNumber, 'v = 2147483647', 'v = -2147483648'] },
  { type: 'bigint', some: [...isNumber, 'v = 9223372036854775807', 'v = -9223372036854775808'] },
  { type: 'numeric', some: [...isNumber, "v = 'NaN'", "v = 'Infinity'", "v = '-Infinity'", 'scale(v) > 10'] },
  {
    type: 'numeric(10,2)',
    some: [...isNumber, "v = 'NaN'", 'v = 99999999.99', 'v = -99999999.99', 'v = 0.01'],
  },
  { type: 'numeric(6)', some: [...isNumber, 'v = 999999'] },
  { type: 'numeric(3,5)', some: ['v = 0.00999'] },
  { type: 'numeric(3,-2)', some: ['v = 99900'] },
  { type: 'real', some: [...isNumber, "v = 'NaN'", "v = 'Infinity'", "v::text = '-0'", 'v > 1e38'] },
  {
    type: 'double precision',
    some: [...isNumber, "v = 'NaN'", "v = '-Infinity'", "v::text = '-0'", "v > 1e308 AND v < 'Infinity'"],
  },
  { type: 'money', some: ["v = '0'", "v = '92233720368547758.07'"] },
  { type: 'text', some: [...isText, 'length(v) >= 1000', "v = ' '", 'v ~ $$["\'\\\\]$$'] },
  { type: 'varchar', some: isText },
  { type: 'varchar(7)', some: [...isText, 'length(v) = 7'] },
  { type: 'varchar(1)', some: ["v = ''", 'length(v) = 1'] },
  { type: 'char(4)', some: ["v = ''", 'length(rtrim(v::text)) = 4'] },
  { type: 'char', some: ["v = ''"] },
  { type: '"char"', some: ["v <> ''"] },
  { type: 'name', some: ["v = ''", "v <> ''"] },
  { type: 'boolean', some: ['v', 'NOT v'] },
  {
    type: 'date',
    some: ["v = 'infinity'", "v = '-infinity'", "v < '0001-01-01'", "v = '2024-02-29'", 'isfinite(v)'],
  },
  { type: 'time', some: ["v = '24:00'", "v = '00:00'", 'extract(microseconds FROM v)::bigint % 1000 > 0'] },
  { type: 'time(0)', some: ["v = '24:00'"] },
  { type: 'timetz', some: ["v::text LIKE '%+15:59'", "v::text LIKE '%-15:59'"] },
  {
    type: 'timestamp',
    some: [
      "v = 'infinity'",
      "v = '-infinity'",
      "v < '0001-01-01' AND isfinite(v)",
      'extract(microseconds FROM v)::bigint % 1000 > 0',
    ],
  },
  { type: 'timestamp(3)', some: ["v = 'infinity'", 'isfinite(v)'] },
  { type: 'timestamptz', some: ["v = 'infinity'", "v = '-infinity'", "v < '0001-01-01' AND isfinite(v)"] },
  { type: 'interval', some: ["v = '0'", "v < '0'", "v > '900 years'"] },
  { type: 'interval day to second(3)', some: ["v = '0'", "v > '0'"] },
  { type: 'interval year', some: ["v > '0'"] },
  {
    type: 'uuid',
    some: ["v = '00000000-0000-0000-0000-000000000000'", "v > '00000000-0000-0000-0000-000000000000'"],
  },
  {
    type: 'json',
    some: ["v::text = '{}'", "v::text = 'null'", "json_typeof(v) = 'object'", "json_typeof(v) = 'array'"],
  },
  {
    type: 'jsonb',
    some: ["v = '{}'", "v = 'null'", "jsonb_typeof(v) = 'string'", "jsonb_typeof(v) = 'number'"],
  },
  { type: 'bytea', some: ["v = ''", "v = '\\x00'", 'length(v) > 500'] },
  { type: 'inet', some: ['family(v) = 4', 'family(v) = 6', 'masklen(v) < 32'] },
  { type: 'cidr', some: ['family(v) = 4', 'family(v) = 6'] },
  { type: 'macaddr', some: ["v = 'ff:ff:ff:ff:ff:ff'"] },
  { type: 'macaddr8', some: ["v = 'ff:ff:ff:ff:ff:ff:ff:ff'"] },
  { type: 'bit(5)', some: ["v = '00000'", "v = '11111'"] },
  { type: 'bit', some: ["v = '0'", "v = '1'"] },
  { type: 'varbit(5)', some: ["v = ''", "v = '11111'"] },
  { type: 'point', some: ["v ~= '(0,0)'", "v[0] = 'Infinity'"] },
  { type: 'line', some: ["v = '{1,0,0}'"] },
  { type: 'lseg', some: ["v = '[(0,0),(0,0)]'"] },
  { type: 'box', some: ['area(v) = 0', 'area(v) > 0'] },
  { type: 'path', some: ['isclosed(v)', 'isopen(v)'] },
  { type: 'polygon', some: ['npoints(v) = 1', 'npoints(v) > 2'] },
  { type: 'circle', some: ['radius(v) = 0', 'radius(v) > 0'] },
  { type: 'int4range', some: ['isempty(v)', 'lower_inf(v) AND upper_inf(v)', 'upper(v) > lower(v)'] },
  { type: 'int8range', some: ['isempty(v)'] },
  { type: 'numrange', some: ['isempty(v)', 'lower_inf(v) AND upper_inf(v)'] },
  { type: 'tsrange', some: ['isempty(v)', "lower(v) = 'infinity'"] },
  { type: 'tstzrange', some: ['isempty(v)'] },
  { type: 'daterange', some: ['isempty(v)', 'NOT isempty(v)'] },
  { type: 'int4multirange', some: ["v = '{}'", "v <> '{}'"] },
  { type: 'datemultirange', some: ["v = '{}'", "v <> '{}'"] },
  { type: 'xml', some: ["v::text = ''", "v::text LIKE '<%'"] },
  { type: 'tsvector', some: ["v = ''", 'length(v) > 0'] },
  { type: 'tsquery', some: ['numnode(v) > 1'] },
  { type: 'pg_lsn', some: ["v = 'FFFFFFFF/FFFFFFFF'"] },
  { type: 'oid', some: ['v = 4294967295'] },
  { type: 'jsonpath', some: ["v::text = '$'"] },
  { type: 'mood', some: ["v = 'sad'", "v = 'it''s ok'", `v = 'say "hi", \\ you'`] },
  { type: 'price', some: ['v >= 0', 'v IS NOT NULL'] },
  { type: 'code', some: ["v ~ '^[a-z]{2,4}$'"] },
  {
    type: 'address',
    some: ['(v).street IS NULL', `(v).street = ''`, '(v).number = 2147483647', '(v).moods IS NOT NULL'],
  },
  { type: 'address[]', some: ['cardinality(v) = 0', '(v[1]).street IS NOT NULL'] },
  { type: 'floats', some: ['isempty(v)', "lower(v) = 'NaN'"] },
  {
    type: 'integer[]',
    some: [
      'cardinality(v) = 0',
      "v::text LIKE '{NULL}'",
      'array_ndims(v) = 2',
      "v::text LIKE '%2147483647%'",
      'cardinality(v) > 1',
    ],
  },
  {
    type: 'text[]',
    some: ['cardinality(v) = 0', 'v::text LIKE \'%""%\'', `v::text LIKE '%"NULL"%'`, "v[1] LIKE '%--%'"],
  },
  { type: 'varchar(7)[]', some: ['length(v[1]) = 7'] },
  { type: 'mood[]', some: ["v::text LIKE '%sad%'"] },
  { type: 'box[]', some: ['array_ndims(v) = 2'] },
  { type: 'jsonb[]', some: ["v[1] = '{}'"] },
  { type: 'timestamp[]', some: ["v::text LIKE '%infinity%'"] },
  { type: 'numeric(4,1)[]', some: ["v::text LIKE '%999.9%'"] },
];

const made = `
CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'say "hi", \\ you');
CREATE DOMAIN price AS numeric(10, 2) NOT NULL CHECK (VALUE >= 0);
CREATE DOMAIN code AS text CHECK (VALUE ~ '^[a-z]{2,4}$');
CREATE TYPE address AS (street text, number integer, moods mood[]);
CREATE TYPE floats AS RANGE (subtype = float8);`;

const refusesNull = ['price'];

describe('a column of each type holds NULL, its edges and what is between', async () => {
  const fitting = await forThisServer('types', types);
  it.each(fitting)('$type', async ({ type, some }) => {
    const database = await databases.create();
    await database.run(`${made} CREATE TABLE t (v ${type}, n ${type} NOT NULL)`);
    expect(await fillTables(database, { rows: 40, seed: 3 })).toMatchObject([
      { schema: 'public', table: 't', rows: 40 },
    ]);
    const asked = [...(refusesNull.includes(type) ? [] : ['v IS NULL']), ...some];
    const [rows = []] = await database.run(
      `SELECT ${asked.map((condition, at) => `coalesce(bool_or(${condition}), false) AS c${at}`).join(', ')} FROM t`,
    );
    expect(asked.filter((_, at) => rows[0]?.[`c${at}`] !== true)).toEqual([]);
    await database.drop();
  });
});

/** Types that Postgres keeps for itself: their input functions take no text (Postgres source, pseudotypes.c and others). */
const withoutInput = [
  'aclitem', // reads names of roles, which every server has others of
  'gtsvector',
  'pg_brin_bloom_summary',
  'pg_brin_minmax_multi_summary',
  'pg_dependencies',
  'pg_mcv_list',
  'pg_ndistinct',
  'pg_node_tree',
];

it('every type of Postgres that a table can have is either above or filled too', async () => {
  const database = await databases.create();
  const [names = []] = await database.run(
    "SELECT format_type(oid, NULL) AS name FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typelem = 0 ORDER BY 1",
  );
  const columns = names.map(({ name }, at) => `CREATE TABLE t${at} (v ${name})`);
  await database.run(columns.join(';'));
  const filled = await fillTables(database, { rows: 12, seed: 3 });
  const [counts = []] = await database.run(
    names
      .map(({ name }, at) => `SELECT '${name}' AS name, count(v)::int AS n FROM t${at}`)
      .join(' UNION ALL '),
  );
  expect(filled.filter(({ rows }) => rows < 12)).toEqual([]);
  const empty = counts.filter(({ n }) => n === 0).map(({ name }) => String(name));
  expect(empty.filter((name) => !withoutInput.includes(name))).toEqual([]);
});

it('a type of an extension that nobody knows does not stop the others', async () => {
  const database = await databases.create();
  await database.run(
    'CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION ltree; CREATE EXTENSION isn',
  );
  await database.run(
    'CREATE TABLE known (a citext NOT NULL, b hstore NOT NULL, c ltree NOT NULL); CREATE TABLE strange (a issn NOT NULL); CREATE TABLE open (a issn)',
  );
  expect(await fillTables(database, { rows: 5, seed: 3 })).toMatchObject([
    { schema: 'public', table: 'known', rows: 5 },
    { schema: 'public', table: 'open', rows: 5, refused: expect.stringMatching(/^no value fits a: invalid/) },
    {
      schema: 'public',
      table: 'strange',
      rows: 0,
      refused: expect.stringMatching(/^no value fits a: invalid/),
    },
  ]);
});
