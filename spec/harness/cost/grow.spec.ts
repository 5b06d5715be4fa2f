import { describe, expect, it } from 'vitest';
import { growTables } from '../../../src/harness/cost/grow.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const rows = 300;

/** Makes tables, grows one of them, and says how many rows it then has, in the database and in the answer. */
async function grow(sql: string, table = 't') {
  const database = await databases.create();
  try {
    await database.run(sql);
    const grown = await growTables(database, { ...growth, tables: [`public.${table}`], values: 'edges' });
    const [[row] = []] = await database.run(`SELECT count(*)::int FROM ${table}`);
    return { grown, count: row?.count };
  } finally {
    await database.drop();
  }
}

const growth = { after: [], rows, seed: 1, within: false };

/** A sentence, and SQL that makes a table `t`. */
const growing: readonly (readonly [sentence: string, sql: string])[] = [
  ['without any column that must be unique', 'CREATE TABLE t (a int, b text, c bool, d jsonb)'],
  ['with an identity', 'CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int)'],
  [
    'with a serial and a generated column',
    'CREATE TABLE t (id serial PRIMARY KEY, a int, b text GENERATED ALWAYS AS (a::text) STORED)',
  ],
  ['with nothing but what the server fills', 'CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY)'],
  [
    'with a key over an expression',
    'CREATE TABLE t (id int PRIMARY KEY, email text NOT NULL); CREATE UNIQUE INDEX ON t (lower(email))',
  ],
  [
    'with a key whose beginning is checked',
    "CREATE TABLE t (url text PRIMARY KEY CHECK (url LIKE 'https://%'))",
  ],
  [
    'with a key of two columns',
    "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (m mood, n smallint, PRIMARY KEY (m, n))",
  ],
  [
    'with a key that is of another table',
    'CREATE TABLE p (id uuid PRIMARY KEY); CREATE TABLE t (id uuid PRIMARY KEY REFERENCES p)',
  ],
  [
    'with a key of two keys of other tables',
    'CREATE TABLE p (id uuid PRIMARY KEY); CREATE TABLE q (id int PRIMARY KEY); CREATE TABLE t (p uuid REFERENCES p, q int REFERENCES q, PRIMARY KEY (p, q))',
  ],
  ['that refers to itself', 'CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t)'],
  [
    'with partitions',
    'CREATE TABLE t (id int, n int, PRIMARY KEY (id, n)) PARTITION BY LIST (n); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1)',
  ],
  ['with an exclusion', 'CREATE TABLE t (at int4range, EXCLUDE USING gist (at WITH &&))'],
  [
    'with a domain',
    'CREATE DOMAIN amount AS numeric(12, 2) CHECK (VALUE > -5); CREATE TABLE t (a amount UNIQUE)',
  ],
  [
    'whose triggers refuse rows',
    "CREATE TABLE t (id int PRIMARY KEY); CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id > 10000 THEN RAISE 'no'; END IF; RETURN NEW; END $$; CREATE TRIGGER no BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION no()",
  ],
];

const unique = [
  'int2',
  'int4',
  'int8',
  'numeric',
  'numeric(12, 3)',
  'float4',
  'float8',
  'money',
  'oid',
  'text',
  'varchar(9)',
  'char(12)',
  'name',
  'uuid',
  'date',
  'timestamp',
  'timestamptz(3)',
  'time',
  'timetz',
  'interval',
  'bytea',
  'inet',
  'cidr',
  'macaddr',
  'macaddr8',
  'bit(32)',
  'varbit',
  'jsonb',
  'int4range',
  'int8range',
  'numrange',
  'daterange',
  'tsrange',
  'tstzrange',
  'int[]',
  'text[]',
  'tsvector',
  'pg_lsn',
]; // prettier-ignore

describe('a table is grown to just so many rows', () => {
  it.each(growing)('%s', async (_, sql) => {
    const { grown, count } = await grow(sql);
    expect(grown.filter(({ refused }) => refused !== undefined)).toEqual([]);
    expect(count).toBe(rows);
  });

  it('with a key of each type', async () => {
    const database = await databases.create();
    const sql = unique.map((type, at) => `CREATE TABLE t${at} (x ${type} NOT NULL, UNIQUE (x));`);
    await database.run(sql.join('\n'));
    const tables = unique.map((_, at) => `public.t${at}`);
    const grown = await growTables(database, { ...growth, tables, values: 'edges' });
    expect(grown.map(({ table }) => table).sort()).toEqual([...tables].sort());
    expect(grown.filter((each) => each.rows !== rows)).toEqual([]);
    await database.drop();
  });

  it('with plain values, which fit where edges do not', async () => {
    const database = await databases.create();
    await database.run('CREATE TABLE t (a int, b text)');
    await growTables(database, { ...growth, tables: ['public.t'], values: 'plain' });
    const [[row] = []] = await database.run(
      'SELECT count(*)::int, max(abs(a::bigint)) < 1e8 AS near, max(length(b)) < 20 AS short FROM t',
    );
    expect(row).toEqual({ count: rows, near: true, short: true });
    await database.drop();
  });
});

describe('a table that cannot be grown is named, with the reason', () => {
  it.each([
    [
      'a key of too few values',
      'CREATE TABLE t (x bool PRIMARY KEY)',
      2,
      /cannot be told apart|duplicate key/,
    ],
    ['a check that no value passes', 'CREATE TABLE t (x int NOT NULL CHECK (x <> x))', 0, /./],
  ])('%s', async (_, sql, count, reason) => {
    const { grown } = await grow(sql);
    expect(grown).toEqual([{ table: 'public.t', rows: count, refused: expect.stringMatching(reason) }]);
  });
});

it('what refers to a table that is not grown refers to its first rows', async () => {
  const sql = 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (p int NOT NULL REFERENCES p)';
  expect(await grow(sql)).toEqual({ grown: [{ table: 'public.t', rows }], count: rows });
});
