import { describe, expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { severityOf } from '../../../src/harness/checks/compare/severity.ts';
import { diff } from '../../../src/harness/diff/diff.ts';
import { printName } from '../../../src/harness/model/identity.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

async function severities(expected: string, actual: string): Promise<string[]> {
  const [one, other] = await Promise.all(
    [expected, actual].map(async (sql) => {
      const database = await databases.create();
      await database.run(`CREATE TABLE t (a int, b text); ${sql}`);
      return catalogIn(database);
    }),
  );
  return diff(one?.objects ?? [], other?.objects ?? []).map((difference) => {
    const what = difference.type === 'changed' ? difference.attribute : difference.type;
    return `${severityOf(difference)} ${difference.object.id.kind} ${printName(difference.object.id)} ${what}`;
  });
}

const returning = (body: string): string => `CREATE FUNCTION f() RETURNS int LANGUAGE sql AS E'${body}'`;

const fired =
  'CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();';
const watching =
  'CREATE FUNCTION g() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION g();';

describe('how serious a difference is by what else the object has', () => {
  it.each<[sentence: string, expected: string, actual: string, ...severities: string[]]>([
    ['a plain index is missing', 'CREATE INDEX i ON t (a)', '', 'warning index public.t.i missing'],
    ['a unique index is missing', 'CREATE UNIQUE INDEX i ON t (a)', '', 'breaking index public.t.i missing'],
    ['a plain index more', '', 'CREATE INDEX i ON t (a)', 'warning index public.t.i extra'],
    ['a unique index more', '', 'CREATE UNIQUE INDEX i ON t (a)', 'breaking index public.t.i extra'],
    [
      'the predicate of a plain index',
      'CREATE INDEX i ON t (a) WHERE a > 0',
      'CREATE INDEX i ON t (a)',
      'warning index public.t.i predicate',
    ],
    [
      'the predicate of a unique index',
      'CREATE UNIQUE INDEX i ON t (a) WHERE a > 0',
      'CREATE UNIQUE INDEX i ON t (a)',
      'breaking index public.t.i predicate',
    ],
    [
      'the key of a unique index',
      'CREATE UNIQUE INDEX i ON t (lower(b))',
      'CREATE UNIQUE INDEX i ON t (b)',
      'breaking index public.t.i keys',
    ],
    [
      'columns that a unique index only holds',
      'CREATE UNIQUE INDEX i ON t (a) INCLUDE (b)',
      'CREATE UNIQUE INDEX i ON t (a)',
      'warning index public.t.i include',
    ],
    [
      'labels of an enum in another order',
      "CREATE TYPE e AS ENUM ('x', 'y')",
      "CREATE TYPE e AS ENUM ('y', 'x')",
      'warning enum public.e labels',
    ],
    [
      'a label of an enum',
      "CREATE TYPE e AS ENUM ('x', 'y')",
      "CREATE TYPE e AS ENUM ('x')",
      'breaking enum public.e labels',
    ],
    [
      'line ends, and white space around a body',
      returning(String.raw`\nSELECT\n 1;\n`),
      returning(String.raw`SELECT\r\n 1; `),
      'info function public.f body',
    ],
    [
      'white space within a body',
      returning('SELECT length($$a b$$)'),
      returning('SELECT length($$a  b$$)'),
      'breaking function public.f body',
    ],
    [
      'a trigger that is disabled',
      fired,
      `${fired} ALTER TABLE t DISABLE TRIGGER r`,
      'breaking trigger public.t.r enabled',
    ],
    [
      'a trigger that is to be disabled',
      `${fired} ALTER TABLE t DISABLE TRIGGER r`,
      fired,
      'breaking trigger public.t.r enabled',
    ],
    [
      'a trigger that fires in replicas only',
      fired,
      `${fired} ALTER TABLE t ENABLE REPLICA TRIGGER r`,
      'breaking trigger public.t.r enabled',
    ],
    [
      'a trigger that fires in replicas too',
      fired,
      `${fired} ALTER TABLE t ENABLE ALWAYS TRIGGER r`,
      'warning trigger public.t.r enabled',
    ],
    [
      'an event trigger that is disabled',
      watching,
      `${watching} ALTER EVENT TRIGGER e DISABLE`,
      'breaking event-trigger e enabled',
    ],
    [
      'an event trigger that fires in replicas too',
      watching,
      `${watching} ALTER EVENT TRIGGER e ENABLE ALWAYS`,
      'warning event-trigger e enabled',
    ],
    [
      'a publication is missing, and its table with it',
      'CREATE PUBLICATION p FOR TABLE t',
      '',
      'breaking publication p missing',
      'breaking publication-table public.t.p missing',
    ],
    ['a publication more', '', 'CREATE PUBLICATION p', 'warning publication p extra'],
    [
      'statistics are missing',
      'CREATE STATISTICS s ON a, b FROM t',
      '',
      'warning statistics public.s missing',
    ],
    [
      'the target of statistics',
      'CREATE STATISTICS s ON a, b FROM t; ALTER STATISTICS s SET STATISTICS 10',
      'CREATE STATISTICS s ON a, b FROM t',
      'info statistics public.s target',
    ],
    [
      'the options of a foreign server, which differ between environments',
      "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'one')",
      "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'two')",
      'warning foreign-server s options',
    ],
    [
      'a collation that is not deterministic',
      "CREATE COLLATION c (provider = icu, locale = 'en')",
      "CREATE COLLATION c (provider = icu, locale = 'en', deterministic = false)",
      'breaking collation public.c deterministic',
    ],
  ])('%s', async (_, expected, actual, ...wanted) => {
    expect(await severities(expected, actual)).toEqual(wanted);
  });
});
