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
  ])('%s', async (_, expected, actual, ...wanted) => {
    expect(await severities(expected, actual)).toEqual(wanted);
  });
});
