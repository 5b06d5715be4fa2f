import { beforeAll, describe, expect, it } from 'vitest';
import { type FilledTable, fillTables } from '../../../src/harness/rows/fill.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

/** Columns and their checks as people write them. */
const written = [
  "a text NOT NULL UNIQUE CHECK (position('@' in a) > 1)",
  "a text NOT NULL UNIQUE CHECK (a LIKE '%@%')",
  "a text NOT NULL UNIQUE CHECK (a LIKE '%_@_%.__%')",
  "a text NOT NULL UNIQUE CHECK (strpos(a, '://') > 0)",
  "a text NOT NULL CHECK (split_part(a, '-', 2) <> '')",
  "a text NOT NULL UNIQUE CHECK (starts_with(a, 'usr_'))",
  "a text NOT NULL UNIQUE CHECK (left(a, 4) = 'usr_')",
  "a text NOT NULL UNIQUE CHECK (right(a, 4) = '.png')",
  "a text NOT NULL UNIQUE CHECK (a ~* '^[^@]+@[^@]+\\.[a-z]+$')",
  "a text NOT NULL UNIQUE CHECK (a ~ '^[a-z0-9]+(?:-[a-z0-9]+)*$')",
  "a text NOT NULL UNIQUE CHECK (a ~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$')",
  "a text NOT NULL UNIQUE CHECK (a ~ '^\\+[1-9]\\d{6,14}$')",
  "a text NOT NULL UNIQUE CHECK (a ~ '^https?://')",
  "a text NOT NULL UNIQUE CHECK (a ~ '^#[[:xdigit:]]{6}$')",
  "a text NOT NULL UNIQUE CHECK (a SIMILAR TO 'sku-[0-9]{4}')",
  "a text NOT NULL UNIQUE CHECK (a ILIKE 'ord-%')",
  'a text NOT NULL CHECK (char_length(trim(a)) > 0)',
  'a text NOT NULL UNIQUE CHECK (char_length(a) BETWEEN 30 AND 36)',
  'a text NOT NULL CHECK (a = upper(a) AND length(a) = 3)',
  "a char(3) NOT NULL CHECK (a ~ '^[A-Z]{3}$')",
  'a text NOT NULL UNIQUE CHECK (a = lower(a))',
  'a text[] NOT NULL CHECK (array_length(a, 1) BETWEEN 1 AND 5)',
  'a text[] NOT NULL CHECK (cardinality(a) > 0)',
  "a text[] NOT NULL CHECK (a <@ ARRAY['r','w','x'])",
  "a text[] NOT NULL CHECK ('admin' = ANY (a))",
  'a int[] NOT NULL CHECK (0 < ALL (a))',
  "a jsonb NOT NULL CHECK (jsonb_typeof(a) = 'object')",
  "a jsonb NOT NULL CHECK (jsonb_typeof(a) = 'array')",
  "a jsonb NOT NULL CHECK (a ? 'key')",
  "a jsonb NOT NULL CHECK (a ?& ARRAY['x','y'])",
  "a jsonb NOT NULL CHECK (a->>'kind' IN ('a','b'))",
  "a jsonb NOT NULL CHECK (jsonb_typeof(a->'n') = 'number')",
  "a jsonb NOT NULL CHECK ((a->>'n')::int > 5)",
  "a jsonb NOT NULL CHECK (jsonb_array_length(a->'items') > 0)",
  'a jsonb NOT NULL CHECK (a @> \'{"v": 1}\')',
  "a jsonb NOT NULL CHECK (jsonb_path_exists(a, '$.x.y'))",
  'a int, b int, CHECK (num_nonnulls(a, b) = 1)',
  'a int, b text, c uuid, CHECK (num_nonnulls(a, b, c) = 1)',
  "a text NOT NULL CHECK (a IN ('x','y')), b int, CHECK ((a = 'x') = (b IS NOT NULL))",
  "a text NOT NULL CHECK (a IN ('draft','done')), b timestamptz, CHECK (a <> 'done' OR b IS NOT NULL)",
  'a double precision NOT NULL CHECK (a >= -90 AND a <= 90), b double precision NOT NULL CHECK (b BETWEEN -180 AND 180)',
  "a timestamptz NOT NULL, b timestamptz NOT NULL, CHECK (a < b AND b < a + interval '1 day')",
  'a bytea NOT NULL CHECK (octet_length(a) = 32)',
  'a timestamptz NOT NULL CHECK (isfinite(a))',
  'a date NOT NULL CHECK (extract(dow from a) IN (0, 6))',
  'a date NOT NULL UNIQUE CHECK (extract(day from a) = 1)',
  "a date NOT NULL CHECK (a = date_trunc('month', a))",
  "a date NOT NULL CHECK (a > '2020-01-01' AND a < '2020-02-01')",
  'a int NOT NULL UNIQUE CHECK (a % 5 = 0)',
  'a int NOT NULL UNIQUE CHECK (a > 1000000)',
  'a int NOT NULL, b int NOT NULL, CHECK (a <> b)',
  'a int NOT NULL, b int NOT NULL, c int NOT NULL, CHECK (a + b = c)',
  'a numeric(10,2) NOT NULL, b numeric(10,2) NOT NULL, CHECK (b <= a AND b >= 0)',
  'a inet NOT NULL CHECK (masklen(a) = 32)',
  "a interval NOT NULL CHECK (a > '1 hour' AND a < '2 hours')",
  'a int4range NOT NULL CHECK (NOT isempty(a))',
  'a tstzrange NOT NULL CHECK (lower(a) IS NOT NULL AND upper(a) IS NOT NULL)',
  "a uuid NOT NULL CHECK (a <> '00000000-0000-0000-0000-000000000000')",
  'a numeric NOT NULL CHECK (a = round(a, 2) AND a > 0)',
  'a time NOT NULL CHECK (extract(minute from a) IN (0, 30))',
  "a text NOT NULL UNIQUE CHECK (length(a) = 64 AND a ~ '^[0-9a-f]+$')",
  "a text NOT NULL CHECK (a ~ '^\\d+\\.\\d+\\.\\d+$')",
  "a text NOT NULL CHECK (a !~ '\\s' AND a <> '')",
  "a text NOT NULL UNIQUE CHECK (a ~ '^[a-z][a-z0-9_]{2,30}$' AND a NOT IN ('admin','root'))",
  'a text NOT NULL CHECK (a::int > 5)',
  'a text NOT NULL CHECK (a::uuid IS NOT NULL)',
  'a text NOT NULL CHECK (a::inet IS NOT NULL)',
  'a smallint NOT NULL CHECK (a IN (1,2,4)), b smallint NOT NULL CHECK ((b & 3) = 3)',
  'a text NOT NULL CHECK (octet_length(a) BETWEEN 100 AND 200)',
  "a text NOT NULL CHECK (a LIKE '{%}')",
  "a text NOT NULL UNIQUE CHECK (a ~ '^(?=.*[A-Z])(?=.*[0-9]).{8,}$')",
  "a text NOT NULL UNIQUE CHECK (a ~ '\\.(jpe?g|png)$')",
  'a xml NOT NULL CHECK (xml_is_well_formed_document(a::text))',
  'a point NOT NULL CHECK (a[0] BETWEEN -180 AND 180)',
  'a money NOT NULL CHECK (a > 0::money)',
  "a text NOT NULL CHECK (regexp_like(a, '^[a-z]+$'))",
  "a text NOT NULL UNIQUE CHECK (regexp_replace(a, '[^0-9]', '', 'g') = a AND a <> '')",
  "a text NOT NULL UNIQUE CHECK (substring(a from 1 for 2) = 'AB')",
  'a text NOT NULL UNIQUE CHECK (btrim(a) = a AND length(a) >= 2)',
  'a date NOT NULL CHECK (a >= CURRENT_DATE)',
  'a timestamptz NOT NULL CHECK (a <= now())',
  "a date NOT NULL CHECK (age(a) > interval '18 years')",
];

describe('rows are found that keep what checks mostly ask', () => {
  let filled: readonly FilledTable[];
  beforeAll(async () => {
    const database = await databases.create();
    const tables = written.map((columns, at) => `CREATE TABLE t${at} (id serial PRIMARY KEY, ${columns})`);
    await database.run(tables.join('; '));
    filled = await fillTables(database, { rows: 12, seed: 4 });
  }, 120_000);

  it.each(written.map((columns, at) => [columns, `t${at}`]))('%s', (_, name) => {
    const { rows, refused } = filled.find(({ table }) => table === name) ?? {};
    expect({ rows, refused }).toEqual({ rows: 12 });
  });
});

it.each([
  ["a jsonb NOT NULL CHECK (a ? 'k' AND NOT a ? 'k')", /^no value fits a: CHECK \(.*\?/],
  ['a date NOT NULL CHECK (isfinite(a) AND extract(day from a) = 32)', /^no value fits a: CHECK \(.*32/],
  ['a inet NOT NULL CHECK (family(a) = 5)', /^no value fits a: CHECK \(.*family/],
])('a check that nothing meets is shown, and not what its type cannot read: %s', async (columns, refused) => {
  const database = await databases.create();
  await database.run(`CREATE TABLE t (${columns})`);
  const [table] = await fillTables(database, { rows: 4, seed: 1 });
  expect(table).toMatchObject({ rows: 0, refused: expect.stringMatching(refused) });
});
