import { expect, it } from 'vitest';
import { datedStatements } from '../../../src/harness/history/dated.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { sqlFile } from '../../../src/harness/sql/sql-file.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

const inBlock = (body: string, declare = ''): string =>
  `DO $$ ${declare && `DECLARE ${declare};`} BEGIN ${body} END $$;`;
const partitionMaker = (parameters: string, day: string): string =>
  `CREATE FUNCTION make_partition(${parameters}) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE format('CREATE TABLE %I (a int)', 'log_' || to_char(${day}, 'YYYY_MM')); END $$;`;

type Row = readonly [sentence: string, sql: string];

const dated: readonly Row[] = [
  [
    'a table named after the day',
    inBlock("EXECUTE format('CREATE TABLE %I (a int)', 'log_' || to_char(now(), 'YYYY_MM'));"),
  ],
  [
    'tables named by a variable that holds the day',
    inBlock(
      "FOR i IN 0..2 LOOP EXECUTE 'CREATE TABLE log_' || to_char(day + i, 'YYYY_MM_DD') || ' (a int)'; END LOOP;",
      'day date := current_date',
    ),
  ],
  [
    'a day that a query puts into a variable',
    inBlock(
      "SELECT to_char(clock_timestamp(), 'YYYY') INTO year; EXECUTE 'CREATE TABLE log_' || year || ' ()';",
      'year text',
    ),
  ],
  [
    'a check with the day as a literal',
    `CREATE TABLE t (a date); ${inBlock("EXECUTE format('ALTER TABLE t ADD CHECK (a > %L)', 'today'::date);")}`,
  ],
  [
    'a function that is told the day',
    `${partitionMaker('day date', 'day')} SELECT make_partition(current_date);`,
  ],
  ['a function that asks for the day', `${partitionMaker('', 'now()')} SELECT make_partition();`],
  [
    'a function whose parameter is the day by default',
    `${partitionMaker('day date DEFAULT CURRENT_DATE', 'day')} SELECT make_partition();`,
  ],
  [
    'a function called within a block',
    `${partitionMaker('day date', 'day')} ${inBlock('PERFORM make_partition(current_date);')}`,
  ],
  [
    'a partition from today on',
    "CREATE TABLE p (a date) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (CURRENT_DATE) TO ('9999-01-01');",
  ],
  [
    'a partition that is attached from today on',
    "CREATE TABLE p (a date) PARTITION BY RANGE (a); CREATE TABLE p1 (a date); ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (now()) TO ('9999-01-01');",
  ],
  [
    'a block that executes what it has put into a variable',
    inBlock("q := 'CREATE TABLE log_' || to_char(now(), 'YYYY') || ' ()'; EXECUTE q;", 'q text'),
  ],
  [
    'a block that executes what a query gives',
    inBlock(
      "SELECT string_agg('CREATE TABLE log_' || to_char(now(), 'YYYY') || n || ' ()', ';') INTO q FROM generate_series(1, 2) n; EXECUTE q;",
      'q text',
    ),
  ],
  [
    'a block that changes rows and makes a table, each by a text',
    `CREATE TABLE t (a timestamptz); ${inBlock(
      "EXECUTE format('UPDATE t SET a = %L', now()); EXECUTE format('CREATE TABLE %I ()', 'log_' || to_char(now(), 'YYYY'));",
    )}`,
  ],
  [
    'a block that calls such a function by a text',
    `${partitionMaker('', 'now()')} ${inBlock("EXECUTE 'SELECT make_partition()';")}`,
  ],
  ["a default that reads 'now()', in quotes", "CREATE TABLE t (a timestamp DEFAULT 'now()');"],
  [
    "a default set to 'now()', in quotes",
    "CREATE TABLE t (a timestamp); ALTER TABLE t ALTER a SET DEFAULT 'now()';",
  ],
  ["a default of 'today'::date", "CREATE TABLE t (a date DEFAULT 'today'::date);"],
  ["a check with 'today'::date", "CREATE TABLE t (a date CHECK (a > 'today'::date));"],
  ["a view with 'today'::date", "CREATE VIEW v AS SELECT 'today'::date AS a;"],
];

const onAnyDay: readonly Row[] = [
  [
    'defaults that ask for the time',
    'CREATE TABLE t (a timestamptz DEFAULT now(), b date DEFAULT CURRENT_DATE);',
  ],
  ['a check that asks for the time', 'CREATE TABLE t (a timestamptz CHECK (a < now()));'],
  ['a view that asks for the time', 'CREATE VIEW v AS SELECT now() AS a, CURRENT_DATE AS b;'],
  ['rows', "CREATE TABLE t (a timestamptz); INSERT INTO t VALUES (now()), ('today');"],
  ['a table filled by a query', 'CREATE TABLE t AS SELECT now() AS a;'],
  ["a text that says 'now'", "CREATE TABLE t (a text DEFAULT 'now' CHECK (a IN ('now', 'today')));"],
  [
    'a block that makes what is not there yet',
    inBlock('CREATE TABLE t (a timestamptz DEFAULT now()); EXCEPTION WHEN duplicate_table THEN NULL;'),
  ],
  [
    'a block that makes a default by a text',
    inBlock("EXECUTE 'CREATE TABLE t (a timestamptz DEFAULT now(), b date DEFAULT CURRENT_DATE)';"),
  ],
  [
    'a block that makes something and dates rows',
    `CREATE TABLE t (a timestamptz); ${inBlock("EXECUTE 'ALTER TABLE t ADD b int'; UPDATE t SET a = now(); -- now()\n")}`,
  ],
  [
    'a block that says when it made something',
    inBlock("EXECUTE 'CREATE TABLE t (a int)'; RAISE NOTICE 'made at %', now();"),
  ],
  [
    'a trigger that dates rows',
    'CREATE TABLE t (a timestamptz); CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.a := now(); RETURN NEW; END $$; CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();',
  ],
  [
    'a block that changes rows by a text',
    `CREATE TABLE t (a timestamptz, b int); INSERT INTO t VALUES (now(), 1); ${inBlock(
      "EXECUTE format('UPDATE %I SET a = %L', 't', now()); EXECUTE 'DELETE FROM t WHERE a < $1' USING now() - interval '1 year';",
    )}`,
  ],
  [
    'a block that changes the rows of every table, by a text in a variable',
    `CREATE TABLE t (a timestamptz); ${inBlock(
      "FOR r IN SELECT relname FROM pg_class WHERE relname = 't' LOOP q := 'UPDATE ' || quote_ident(r.relname) || ' SET a = now()'; EXECUTE q; END LOOP; IF now() > '2020-01-01' THEN EXECUTE $q$INSERT INTO t VALUES (now())$q$; END IF;",
      'r record; q text',
    )}`,
  ],
  [
    'a block that sets a sequence and looks at rows by a text',
    `CREATE SEQUENCE s; ${inBlock(
      "EXECUTE 'SELECT setval(''s'', ' || extract(year FROM now()) || ')'; EXECUTE 'WITH x AS (SELECT now()) SELECT * FROM x';",
    )}`,
  ],
  ['a function for a job, which nobody calls', partitionMaker('', 'now()')],
  [
    'a function that a job is told to call',
    `${partitionMaker('', 'now()')} SELECT set_config('job.statement', 'SELECT make_partition()', true), set_config('job.other', $$SELECT make_partition()$$, true);`,
  ],
  [
    'functions in other languages, called',
    `CREATE FUNCTION year() RETURNS numeric RETURN extract(year FROM now()); CREATE FUNCTION day() RETURNS date
      LANGUAGE sql BEGIN ATOMIC SELECT CURRENT_DATE; END; SELECT year(), day();`,
  ],
  [
    'a function that makes nothing',
    'CREATE FUNCTION age_of(day date) RETURNS interval LANGUAGE sql AS $$ SELECT age(now(), day) $$; SELECT age_of(current_date);',
  ],
];

const isDated = async (sql: string): Promise<boolean> => {
  const { statements, error } = await sqlFile('made.sql', sql).parsed();
  expect(error).toBeUndefined();
  return (await datedStatements(statements, new Map())).length > 0;
};

/** Postgres as a witness: whether this year stands in what it calls things, or in what it prints of them. */
async function showsThisYear(database: Scratch): Promise<boolean> {
  const [[row] = []] = await database.run(`
    SELECT bool_or(text LIKE '%' || extract(year FROM now()) || '%') AS shows FROM (
      SELECT relname || coalesce(pg_get_expr(relpartbound, oid), '') AS text FROM pg_class WHERE oid >= 16384
      UNION ALL SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
      UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE oid >= 16384
      UNION ALL SELECT pg_get_viewdef(oid) FROM pg_class WHERE relkind = 'v' AND oid >= 16384) made`);
  return row?.shows === true;
}

it.each([
  ...dated.map(([sentence, sql]) => [sentence, sql, true] as const),
  ...onAnyDay.map(([sentence, sql]) => [sentence, sql, false] as const),
])('%s', async (_, sql, expected) => {
  const database = await databases.create();
  await database.run(sql);
  expect(await showsThisYear(database)).toBe(expected);
  expect(await isDated(sql)).toBe(expected);
});

it('what is made only after some day depends on it too', async () => {
  expect(await isDated(inBlock("IF now() > '2025-01-01' THEN CREATE TABLE t (a int); END IF;"))).toBe(true);
});
