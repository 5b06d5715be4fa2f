import { describe, expect, it } from 'vitest';
import { fillTables } from '../../../src/harness/rows/fill.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { holds, summary, useMade } from '../../support/made.ts';
import { buildSink } from '../corpus/sink/sink.ts';

const { databases, made } = useMade();

const named = (...tables: readonly string[]) => ({ tables, withParents: false });

it('fills every table of the application, and not the ledger', async () => {
  const database = await databases.create();
  await migrateByDrizzle(database.url);
  expect(summary(await fillTables(database, { rows: 20, seed: 1 }))).toEqual({
    'public.users': 20,
    'public.outputs': 20,
    'public.output_asset': 20,
    'public.reference_images': 20,
  });
  expect(await holds(database, '(SELECT count(*) FROM drizzle.__drizzle_migrations) = 9')).toBe(true);
});

it('fills every table of the kitchen sink, down to the partitions', async () => {
  const database = await databases.create();
  await buildSink(database);
  const filled = await fillTables(database, { rows: 20, seed: 1 });
  expect(filled.filter(({ rows, refused }) => rows !== 20 || refused)).toEqual([]);
  const [[tables] = []] = await database.run(
    "SELECT count(*)::int AS n FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('public', 'hand', 'warehouse') AND (relkind = 'p' OR relkind = 'r') AND NOT relispartition",
  );
  expect(filled).toHaveLength(Number(tables?.n));
  expect(await holds(database, 'EXISTS (SELECT FROM hand.reading_2024 WHERE id > 2)')).toBe(true);
});

describe('keeps what constraints ask, whatever they are', () => {
  it.each([
    [
      'a list and a range',
      "CREATE TABLE t (a text NOT NULL CHECK (a IN ('free', 'pro')), n integer NOT NULL CHECK (n BETWEEN 5 AND 7), k varchar(9) NOT NULL CHECK (length(k) = 9))",
    ],
    [
      'two columns in order',
      'CREATE TABLE t (a date NOT NULL, b date NOT NULL, c integer NOT NULL, d integer NOT NULL, CHECK (a < b), CHECK (c < d))',
    ],
    [
      'a pattern',
      "CREATE TABLE t (a text NOT NULL CHECK (a ~ '^[A-Z]{3}-[0-9]{4}$'), b text NOT NULL CHECK (b LIKE 'usr\\_%'))",
    ],
    ['a key of two columns', 'CREATE TABLE t (a boolean NOT NULL, b integer NOT NULL, PRIMARY KEY (a, b))'],
    ['a unique expression', 'CREATE TABLE t (a text NOT NULL); CREATE UNIQUE INDEX ON t (lower(a))'],
    [
      'an exclusion',
      'CREATE TABLE t (a int4range NOT NULL, EXCLUDE USING gist (a WITH &&) WHERE (lower(a) > 0))',
    ],
    [
      'a trigger that rejects',
      "CREATE TABLE t (a integer NOT NULL); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.a < 0 THEN RAISE EXCEPTION 'no'; END IF; IF NEW.a = 0 THEN RETURN NULL; END IF; RETURN NEW; END $$; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
    ],
    [
      'a trigger that is deferred',
      "CREATE TABLE t (a integer NOT NULL); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.a < 0 THEN RAISE EXCEPTION 'no'; END IF; RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f()",
    ],
    [
      'partitions without a default',
      "CREATE TABLE t (a date NOT NULL, b text NOT NULL) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2024-02-01') PARTITION BY LIST (b); CREATE TABLE t2 PARTITION OF t1 FOR VALUES IN ('x', 'y')",
    ],
    [
      'generated columns and identities',
      'CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY, b integer NOT NULL, c integer GENERATED ALWAYS AS (b / 2) STORED)',
    ],
    ['nothing but an identity', 'CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY)'],
    [
      'a table that refers to itself',
      'CREATE TABLE t (id integer PRIMARY KEY, up integer NOT NULL REFERENCES t)',
    ],
    [
      'a reference by one tenant',
      'CREATE TABLE a (t integer, id integer, PRIMARY KEY (t, id)); CREATE TABLE b (t integer, id integer, PRIMARY KEY (t, id)); CREATE TABLE t (t integer NOT NULL, a integer NOT NULL, b integer NOT NULL, FOREIGN KEY (t, a) REFERENCES a, FOREIGN KEY (t, b) REFERENCES b)',
    ],
    ['one to one', 'CREATE TABLE a (id uuid PRIMARY KEY); CREATE TABLE t (a uuid PRIMARY KEY REFERENCES a)'],
    [
      'a foreign key that wants all or nothing',
      'CREATE TABLE a (x integer, y integer, PRIMARY KEY (x, y)); CREATE TABLE t (x integer, y integer, FOREIGN KEY (x, y) REFERENCES a MATCH FULL)',
    ],
    [
      'a reserved name with capitals',
      'CREATE SCHEMA "Order"; CREATE TABLE "Order"."Select from" ("a""b" text NOT NULL, "it\'s" integer CHECK ("it\'s" > 3))',
    ],
  ])('%s', async (_, sql) => {
    const database = await made(sql);
    const filled = await fillTables(database, { rows: 12, seed: 4 });
    expect(filled.filter(({ rows, refused }) => rows !== 12 || refused)).toEqual([]);
    await database.drop();
  });
});

it('what refers to two tables by one tenant finds rows of the same one in both', async () => {
  const database = await made(
    `CREATE TABLE a (t integer, id integer, PRIMARY KEY (t, id)); INSERT INTO a SELECT n, n FROM generate_series(1, 40) n;
     CREATE TABLE b (t integer, id integer, PRIMARY KEY (t, id)); INSERT INTO b SELECT n / 2, n FROM generate_series(2, 81) n;
     CREATE TABLE t (t integer NOT NULL, a integer NOT NULL, b integer NOT NULL, FOREIGN KEY (t, a) REFERENCES a, FOREIGN KEY (t, b) REFERENCES b)`,
  );
  expect(summary(await fillTables(database, { rows: 40, seed: 1, only: named('public.t') }))).toEqual({
    'public.t': 40,
  });
});

it('tables that refer to each other do so, where one may wait', async () => {
  const database = await made(
    `CREATE TABLE a (id serial PRIMARY KEY, b integer); CREATE TABLE b (id serial PRIMARY KEY, a integer NOT NULL REFERENCES a);
     ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b`,
  );
  expect(summary(await fillTables(database, { rows: 9, seed: 1 }))).toEqual({ 'public.a': 9, 'public.b': 9 });
  expect(await holds(database, '(SELECT count(b) FROM a) BETWEEN 1 AND 8')).toBe(true);
});

it('says by name what takes no rows, and why', async () => {
  const database = await made(
    `CREATE TABLE never (a integer CHECK (a <> a OR a IS NOT NULL AND false) NOT NULL);
     CREATE TABLE two (a boolean NOT NULL UNIQUE);
     CREATE TABLE quiet (a integer); CREATE RULE r AS ON INSERT TO quiet DO INSTEAD NOTHING;`,
  );
  expect(await fillTables(database, { rows: 5, seed: 1 })).toMatchObject([
    { schema: 'public', table: 'never', rows: 0, refused: expect.stringContaining('no value fits a') },
    { schema: 'public', table: 'quiet', rows: 0, refused: 'the server takes the row and keeps none' },
    { schema: 'public', table: 'two', rows: 2, refused: expect.stringContaining('two_a_key') },
  ]);
});

it('fills only the tables that are named, by oid or by name, and a table again', async () => {
  const database = await made(
    'CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (a integer NOT NULL REFERENCES a); CREATE TABLE c ()',
  );
  const [[row] = []] = await database.run("SELECT 'c'::regclass::oid::text AS oid");
  expect(
    summary(await fillTables(database, { rows: 3, seed: 1, only: named('public.a', String(row?.oid)) })),
  ).toEqual({ 'public.a': 3, 'public.c': 3 });
  expect(summary(await fillTables(database, { rows: 3, seed: 1 }))).toEqual({
    'public.a': 3,
    'public.b': 3,
    'public.c': 3,
  });
  expect(await holds(database, '(SELECT count(*) FROM a) = 6')).toBe(true);
});

it('ordinary values are those that arithmetic can be done with', async () => {
  const database = await made('CREATE TABLE t (a integer, b timestamp)');
  await fillTables(database, { rows: 40, seed: 1, values: 'ordinary' });
  expect(
    await holds(database, "(SELECT bool_and(a * a > 0 AND isfinite(b + interval '100 years')) FROM t)"),
  ).toBe(true);
});
