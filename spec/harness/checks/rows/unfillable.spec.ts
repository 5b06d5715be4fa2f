import { describe, expect, it } from 'vitest';
import { serverMajor } from '../../catalog/server.ts';
import { useTrials } from './bench.ts';

const tryOut = useTrials();
const isBefore18 = (await serverMajor()) < 18;
const before = 'CREATE TABLE t (id serial PRIMARY KEY, a integer);';
const unfillable = async (up: string, down = 'SELECT 1;') => {
  const { findings } = await tryOut({ before, up, down });
  return findings.filter(({ rule }) => rule === 'migration-unfillable-table');
};

const cycle = (how = '', also = '') => `CREATE TABLE a (id serial PRIMARY KEY, b integer NOT NULL);
CREATE TABLE b (id serial PRIMARY KEY, a integer NOT NULL REFERENCES a ${how}); ${also}
ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES b;`;
const three = (how = '') => `CREATE TABLE a (id serial PRIMARY KEY, b integer NOT NULL);
CREATE TABLE b (id serial PRIMARY KEY, c integer NOT NULL); CREATE TABLE c (id serial PRIMARY KEY, a integer NOT NULL REFERENCES a ${how});
ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b; ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c;`;
const column = (type: string, check: string) => `CREATE TABLE n (v ${type} CHECK (${check}));`;

describe('a table that no row can be put in is found', () => {
  it.each([
    ['two tables', cycle(), ['public.a, public.b', 'a_b']],
    ['three tables', three(), ['public.a, public.b, public.c']],
    [
      'a column that leads to one of them, where the other key can wait on its own',
      `${cycle()} CREATE TABLE c (a integer NOT NULL REFERENCES a);`,
      ['public.a, public.b'],
    ],
    [
      'a check that is false',
      'CREATE TABLE n (v integer, CONSTRAINT never CHECK (1 = 2));',
      ['public.n: its check never'],
    ],
    ['a check of a number', column('integer NOT NULL', 'v > 5 AND v < 6'), ['public.n.v']],
    ['a check of a text for a number', column('numeric NOT NULL', 'v > 5.5 AND v <= 5.5'), ['public.n.v']],
    ['a check of a day', column('date NOT NULL', "v > '2024-01-01' AND v < '2024-01-02'"), ['public.n.v']],
    [
      'a check of a moment',
      column('timestamptz NOT NULL', "v > '2024-01-02' AND v < '2024-01-01'"),
      ['public.n.v'],
    ],
    [
      'two checks',
      `${column('integer NOT NULL', 'v > 10')} ALTER TABLE n ADD CHECK (v < 5);`,
      ['public.n.v'],
    ],
    [
      'an enum of which no label is allowed',
      `CREATE TYPE mood AS ENUM ('sad', 'glad'); ${column('mood NOT NULL', "v NOT IN ('sad', 'glad')")}`,
      ['public.n.v'],
    ],
    ['a boolean', column('boolean', 'v IS NOT NULL AND v <> v'), ['public.n.v']],
    [
      'a domain',
      `CREATE DOMAIN d AS integer NOT NULL CHECK (VALUE > 3); CREATE TABLE n (v d CHECK (v < 3));`,
      ['public.n.v'],
    ],
  ])('%s', async (_, up, says) => {
    const found = await unfillable(up);
    expect(found).toMatchObject([
      { severity: 'breaking', object: { kind: 'table' }, step: { check: 'rows', direction: 'up' } },
    ]);
    for (const text of says) expect(found[0]?.message).toContain(text);
  });
});

describe('what is close to it, and takes rows, is not', () => {
  it.each([
    ['two tables of which one can wait', cycle('DEFERRABLE')],
    ['two tables of which one may refer to nothing', cycle('', 'ALTER TABLE b ALTER a DROP NOT NULL;')],
    ['three tables of which one can wait', three('DEFERRABLE')],
    [
      'a table that refers to itself',
      'CREATE TABLE n (id integer PRIMARY KEY, up integer NOT NULL REFERENCES n);',
    ],
    [
      'two tables that the up fills in one statement',
      `${cycle()} WITH x AS (INSERT INTO a (id, b) VALUES (1, 1)) INSERT INTO b (id, a) VALUES (1, 1);`,
    ],
    [
      'a table that others inherit from',
      'CREATE TABLE n (v integer, CHECK (false) NO INHERIT); CREATE TABLE m () INHERITS (n);',
    ],
    ['a check that NULL meets', column('integer', 'v > 5 AND v < 5')],
    [
      'a moment between two days',
      column('date NOT NULL', "v > '2024-01-01 12:00'::timestamp AND v < '2024-01-02 12:00'::timestamp"),
    ],
    ['a whole number between two others', column('integer NOT NULL', 'v > 4.5 AND v < 5.5')],
    ['one value that is left', column('integer NOT NULL', 'v > 5 AND v < 7')],
    ['a number between two whole ones', column('numeric NOT NULL', 'v > 5 AND v < 6')],
    ['one of two bounds', column('integer NOT NULL', 'v > 5 OR v < 3')],
    ['bounds of a comparison', column('integer NOT NULL', '(v > 5) = (v < 3)')],
    ['bounds that are not asked for', column('integer NOT NULL', '((v > 5) AND (v < 3)) IS FALSE')],
    ['a boolean with one value', column('boolean NOT NULL', 'v')],
    [
      'two tables of which a trigger fills the other',
      `${cycle()} CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN INSERT INTO b (id, a) VALUES (NEW.b, NEW.id); RETURN NULL; END $$;
       CREATE TRIGGER "A first" AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION other();`,
    ],
    ...(isBefore18
      ? []
      : [
          ['two tables of which one key is not enforced', cycle('NOT ENFORCED')],
          ['a check that is not enforced', 'CREATE TABLE n (v integer NOT NULL CHECK (1 = 2) NOT ENFORCED);'],
        ]),
  ])('%s', async (_, up) => {
    expect(await unfillable(up)).toEqual([]);
  });
});

it('a table that was so before is not found again, and what is done to its rows is said not to be tried', async () => {
  const { findings, outcome } = await tryOut({
    before: 'CREATE TABLE n (v integer NOT NULL CHECK (v > 5 AND v < 5)); CREATE TABLE t (a integer);',
    up: 'ALTER TABLE n ADD COLUMN w text; ALTER TABLE t ADD COLUMN w text;',
    down: 'ALTER TABLE n DROP COLUMN w; ALTER TABLE t DROP COLUMN w;',
  });
  expect(findings.filter(({ rule }) => rule !== 'migration-down-loses')).toMatchObject([
    {
      rule: 'migration-rows-not-tried',
      severity: 'info',
      object: { kind: 'table', schema: 'public', name: 'n' },
      message: expect.stringMatching(
        /0001_step: not tried on rows of public\.n, which took none: no value fits v/,
      ),
    },
  ]);
  expect(outcome).toBe('not tried');
});

it('rows of tables that need each other are kept an eye on', async () => {
  const { findings } = await tryOut({
    before: `${cycle('DEFERRABLE')} ALTER TABLE b ADD COLUMN note text;`,
    up: 'ALTER TABLE b ALTER COLUMN note SET NOT NULL;',
    down: 'ALTER TABLE b ALTER COLUMN note DROP NOT NULL;',
  });
  expect(findings.map(({ rule }) => rule)).toEqual(['migration-fails-on-rows']);
});
