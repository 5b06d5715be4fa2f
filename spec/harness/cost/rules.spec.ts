import { describe, expect, it } from 'vitest';
import { useScratchDatabases } from '../../support/scratch.ts';
import { measure } from './bench.ts';

const databases = useScratchDatabases();

/** A sentence, an up for the tables of the bench, and all that is found in it: the rule, the line, words of the message. */
type Row = readonly [sentence: string, up: string, ...found: readonly Found[]];
type Found = readonly [rule: string, line: number, words: RegExp];

const harmful: readonly Row[] = [
  [
    'CREATE INDEX keeps writers out while it reads the table',
    'CREATE INDEX i ON t (v)',
    [
      'blocks-writes',
      1,
      /blocks writes to public\.t \(read 100 rows of 100 and 400 rows of 400, under ShareLock\)/,
    ],
  ],
  [
    'a foreign key keeps writers out of both tables',
    'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (n) REFERENCES parent',
    [
      'blocks-writes',
      1,
      /public\.parent \(.*ShareRowExclusiveLock\) and public\.t \(.*ShareRowExclusiveLock\)/,
    ],
  ],
  [
    'a check reads the table while nobody else may',
    'ALTER TABLE t ADD CHECK (n > 5)',
    ['blocks-reads', 1, /blocks reads and writes of public\.t \(read .* under AccessExclusiveLock\)/],
  ],
  ['so does NOT NULL', 'ALTER TABLE t ALTER v SET NOT NULL', ['blocks-reads', 1, /public\.t/]],
  [
    'so does NOT NULL of a column that has no plain values',
    'ALTER TABLE other ALTER b SET NOT NULL',
    ['blocks-reads', 1, /public\.other/],
  ],
  ['so does a check of one', 'ALTER TABLE other ADD CHECK (b)', ['blocks-reads', 1, /public\.other/]],
  ['so does a unique constraint', 'ALTER TABLE t ADD UNIQUE (n, v)', ['blocks-reads', 1, /public\.t/]],
  [
    'and a validation after another statement has locked the table',
    'ALTER TABLE t ADD CONSTRAINT ck CHECK (n > 5) NOT VALID;\nALTER TABLE t VALIDATE CONSTRAINT ck',
    ['blocks-reads', 2, /under AccessExclusiveLock held since line 1/],
  ],
  [
    'and an index after another statement has locked the table',
    'ALTER TABLE t ADD c int;\nCREATE INDEX i ON t (v)',
    ['blocks-reads', 2, /under AccessExclusiveLock held since line 1/],
  ],
  [
    'a volatile default rewrites the table',
    'ALTER TABLE t ADD c float DEFAULT random()',
    ['rewrites-table', 1, /rewrites public\.t/],
  ],
  ['so does a serial column', 'ALTER TABLE t ADD c serial', ['rewrites-table', 1, /public\.t/]],
  [
    'so does a stored column, also where the edges of the types do not fit it',
    'ALTER TABLE t ADD c int GENERATED ALWAYS AS (n + 1) STORED',
    ['rewrites-table', 1, /public\.t/],
  ],
  ['so does SET UNLOGGED', 'ALTER TABLE t SET UNLOGGED', ['rewrites-table', 1, /public\.t/]],
  ['so does CLUSTER', 'CLUSTER t USING t_n', ['rewrites-table', 1, /public\.t/]],
  [
    'so does VACUUM FULL, outside a transaction',
    'VACUUM FULL t',
    ['rewrites-table', 1, /AccessExclusiveLock/],
  ],
  [
    'another type does, and code meets it',
    'ALTER TABLE t ALTER n TYPE bigint',
    ['breaks-running-code', 1, /public\.t\.n is bigint, not integer/],
    ['rewrites-table', 1, /public\.t/],
  ],
  [
    'a shorter text does, also where long texts do not fit it',
    'ALTER TABLE t ALTER v TYPE varchar(50)',
    ['breaks-running-code', 1, /public\.t\.v is character varying\(50\), not text/],
    ['rewrites-table', 1, /public\.t/],
  ],
  [
    'a type that is stored alike does not',
    'ALTER TABLE t ALTER v TYPE varchar',
    ['breaks-running-code', 1, /public\.t\.v is character varying, not text/],
  ],
  ['REINDEX rebuilds indexes', 'REINDEX TABLE t', ['rebuilds-index', 1, /public\.t_pkey, public\.t_n/]],
  ['of one index too', 'REINDEX INDEX t_n', ['rebuilds-index', 1, /public\.t \(public\.t_n, /]],
  [
    'UPDATE of all rows',
    'UPDATE t SET n = 1',
    ['backfills', 1, /updated 100 rows of 100 and 400 rows of 400/],
  ],
  [
    'UPDATE of a part that grows with the table',
    'UPDATE t SET n = 1 WHERE id % 2 = 0 AND id > 1000',
    ['backfills', 1, /public\.t/],
  ],
  ['DELETE of all rows', 'DELETE FROM t', ['backfills', 1, /deleted 100 rows/]],
  [
    'INSERT of as many rows as another table has',
    'INSERT INTO other (id, n) SELECT id, n FROM t',
    ['backfills', 1, /public\.other \(inserted 100 rows of 100 and 400/],
  ],
  [
    'an UPDATE that no parser sees',
    'DO $$ BEGIN UPDATE t SET n = 0; END $$',
    ['backfills', 1, /updated 100/],
  ],
  [
    'an UPDATE in a procedure that commits',
    'CREATE PROCEDURE q() LANGUAGE plpgsql AS $$ BEGIN UPDATE t SET n = 3; COMMIT; END $$;\nCALL q()',
    ['backfills', 2, /updated 100/],
  ],
  [
    'a lock kept while another table is scanned',
    'ALTER TABLE t ADD c int;\nUPDATE other SET n = 0',
    ['backfills', 2, /public\.other/],
    ['lock-held-long', 1, /holds its lock on public\.t while other tables are scanned \(lines 2\)/],
  ],
  [
    'also in a transaction that the file begins itself',
    'BEGIN;\nALTER TABLE t ADD c int;\nCREATE INDEX i ON other (n);\nCOMMIT;',
    ['blocks-writes', 3, /public\.other/],
    ['lock-held-long', 2, /public\.t/],
  ],
  [
    'TRUNCATE, and what depends on it',
    'TRUNCATE parent CASCADE',
    ['empties-table', 1, /public\.parent .*public\.t /],
  ],
  ['a table is gone', 'DROP TABLE t', ['breaks-running-code', 1, /public\.t is dropped/]],
  ['a column is gone', 'ALTER TABLE t DROP v', ['breaks-running-code', 1, /public\.t\.v is dropped/]],
  [
    'a column has another name',
    'ALTER TABLE t RENAME v TO w',
    ['breaks-running-code', 1, /public\.t\.v is renamed to w/],
  ],
  [
    'a table has another name',
    'ALTER TABLE t RENAME TO u',
    ['breaks-running-code', 1, /public\.t is renamed to public\.u/],
  ],
  [
    'a column may be NULL',
    'ALTER TABLE t ALTER n DROP NOT NULL',
    ['breaks-running-code', 1, /public\.t\.n may be NULL/],
  ],
];

const harmless: readonly (readonly [sentence: string, up: string])[] = [
  ['a column that may be NULL', 'ALTER TABLE t ADD c int'],
  ['a column with a constant default', "ALTER TABLE t ADD c text NOT NULL DEFAULT 'x'"],
  [
    'a new table with keys to old ones',
    'CREATE TABLE x (id int PRIMARY KEY, t int REFERENCES t); CREATE INDEX ON x (t)',
  ],
  ['a new table filled from an old one', 'CREATE TABLE x AS SELECT * FROM t'],
  ['a check that is not validated', 'ALTER TABLE t ADD CONSTRAINT ck CHECK (n > 5) NOT VALID'],
  [
    'a foreign key that is not validated',
    'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (n) REFERENCES parent NOT VALID',
  ],
  ['an index made CONCURRENTLY', 'CREATE INDEX CONCURRENTLY i ON t (v)'],
  ['an index rebuilt CONCURRENTLY', 'REINDEX INDEX CONCURRENTLY t_n'],
  ['VACUUM', 'VACUUM t'],
  ['an index is dropped', 'DROP INDEX t_n'],
  ['an UPDATE of one row', 'UPDATE t SET n = 1 WHERE id = (SELECT max(id) FROM t)'],
  ['a name that a view goes on with', 'ALTER TABLE t RENAME TO u; CREATE VIEW t AS SELECT * FROM u'],
  [
    'a trigger',
    'CREATE TRIGGER s BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
  ],
];

const shown = (rule: string, line?: number): string => `${rule.replace('migration-', '')} ${line}`;

describe('what harms those who use the tables meanwhile is found', () => {
  it.each(harmful.map(([sentence, up, ...expected]) => ({ sentence, up, expected })))(
    '$sentence',
    async ({ up, expected }) => {
      const { findings, notMeasured } = await measure(databases, { up });
      expect(notMeasured).toEqual([]);
      const found = findings.map(({ rule, source }) => shown(rule, source?.line));
      expect(found.sort()).toEqual(expected.map(([rule, line]) => shown(rule, line)).sort());
      for (const [rule, , words] of expected)
        expect(findings.find((each) => each.rule === `migration-${rule}`)?.message).toMatch(words);
      for (const finding of findings)
        expect(finding).toMatchObject({ severity: 'info', advice: expect.stringMatching(/\w/) });
    },
  );
});

describe('what harms nobody is no finding', () => {
  it.each(harmless)('%s', async (_, up) => {
    const { findings, notMeasured } = await measure(databases, { up });
    expect(notMeasured).toEqual([]);
    expect(findings).toEqual([]);
  });
});

describe('a down is measured as well', () => {
  it('and blocks those who use the tables like an up', async () => {
    const { findings } = await measure(databases, {
      up: 'DROP INDEX t_n',
      down: '\nCREATE INDEX t_n ON t (n)',
    });
    expect(findings).toMatchObject([
      {
        rule: 'migration-blocks-writes',
        source: { file: '0001_made_down.sql', line: 2 },
      },
    ]);
  });

  it('but takes from nobody what its up has brought', async () => {
    const { findings, costs } = await measure(databases, {
      up: 'ALTER TABLE t ADD c int',
      down: 'ALTER TABLE t DROP c',
    });
    expect(findings).toEqual([]);
    expect(costs.at(-1)?.effects).toMatchObject([{ breakingChanges: ['public.t.c is dropped'] }]);
  });
});

describe('a migration that cannot be measured', () => {
  it('with rows is named with the reason, and its locks are still shown', async () => {
    const { notMeasured, costs } = await measure(databases, { up: 'ALTER TABLE t ADD c int NOT NULL' });
    expect(notMeasured).toEqual([
      'cost of 0001_made not measured: its statements from line 1 on, with rows: column "c" of relation "t" contains null values',
    ]);
    expect(costs).toMatchObject([
      { times: [], effects: [{ table: { schema: 'public', name: 't' }, takes: 'AccessExclusiveLock' }] },
    ]);
  });

  it('because a table has no room for so many rows, says so', async () => {
    const before = 'CREATE TABLE b (x bool PRIMARY KEY)';
    const { notMeasured, findings } = await measure(databases, { before, up: 'CREATE INDEX ON b (x)' });
    expect(notMeasured).toEqual([
      expect.stringMatching(/^cost of 0001_made not measured: public\.b has 2 rows, not 400: /),
    ]);
    expect(findings.map(({ rule }) => rule)).toEqual(['migration-blocks-writes']);
  });

  it.each(['SELECT oops', 'CREATE INDEX CONCURRENTLY i ON nowhere (v)'])(
    '%s: fails without rows too, which is left to those who say that',
    async (up) => {
      expect(await measure(databases, { up })).toEqual({
        costs: [],
        notMeasured: [],
        findings: [],
        outcome: 'ok',
      });
    },
  );
});
