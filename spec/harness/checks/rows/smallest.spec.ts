import { describe, expect, it } from 'vitest';
import type { Scratch } from '../../../../src/harness/postgres/scratch.ts';
import { sqlFile } from '../../../../src/harness/sql/sql-file.ts';
import { useScratchDatabases } from '../../../support/scratch.ts';
import { bad } from './bad.ts';
import { type Example, useTrials } from './bench.ts';
import { exampleOf } from './close-call.ts';
import { laterCalls } from './later-calls.ts';
import { ownerCalls } from './owner-calls.ts';
import { valueCalls } from './value-calls.ts';

const tryOut = useTrials();
const databases = useScratchDatabases();
const shown = 'the smallest rows that it fails on: ';

/** What is said of an up that fails on rows: the rows, and what comes before them. */
async function smallest(example: Example, seed: number): Promise<readonly [what: string, rows: string]> {
  const { findings } = await tryOut(example, { seed });
  const message = findings.find(({ rule }) => rule === 'migration-fails-on-rows')?.message ?? '';
  const [what = '', rows = ''] = message.split(`; ${shown}`);
  return [what, rows];
}

const chain = `CREATE TABLE users (id uuid PRIMARY KEY, name text, age integer NOT NULL);
CREATE TABLE outputs (id integer PRIMARY KEY, "user" uuid NOT NULL REFERENCES users, tag text NOT NULL DEFAULT 'x');
CREATE TABLE assets (id serial PRIMARY KEY, output integer NOT NULL REFERENCES outputs, size bigint, born date NOT NULL, kind text);`;
const own = 'CREATE TABLE t (id serial PRIMARY KEY, a text NOT NULL, n bigint, note text, parent integer);';

describe.each([1, 2, 3])('the smallest rows are as few and as plain as can be, by seed %i', (seed) => {
  it.each<[string, string, string, string]>([
    [
      'parents where they are needed, with plain keys',
      chain,
      'ALTER TABLE assets ALTER kind SET NOT NULL;',
      `INSERT INTO users (id, age) VALUES ('00000000-0000-0000-0000-000000000000', 0); INSERT INTO outputs (id, "user") VALUES (0, '00000000-0000-0000-0000-000000000000'); INSERT INTO assets (output, born) VALUES (0, '2000-01-01');`,
    ],
    [
      'none where a reference may be NULL',
      `CREATE TABLE users (id integer PRIMARY KEY); ${own} ALTER TABLE t ADD FOREIGN KEY (parent) REFERENCES users;`,
      'ALTER TABLE t ALTER note SET NOT NULL;',
      "INSERT INTO t (a) VALUES ('');",
    ],
    [
      'a parent where just the reference is in the way',
      'CREATE TABLE users (id integer PRIMARY KEY, name text); CREATE TABLE t (id serial PRIMARY KEY, parent integer REFERENCES users);',
      'ALTER TABLE t ADD CHECK (parent IS NULL);',
      'INSERT INTO users (id) VALUES (0); INSERT INTO t (parent) VALUES (0);',
    ],
    [
      'two of the same',
      own,
      'CREATE UNIQUE INDEX k ON t (a);',
      "INSERT INTO t (a) VALUES (''); INSERT INTO t (a) VALUES ('');",
    ],
    [
      'two of the same, where an index is built beside what goes on',
      own,
      'ALTER TABLE t ADD COLUMN more text; CREATE UNIQUE INDEX CONCURRENTLY k ON t (a);',
      "INSERT INTO t (a) VALUES (''); INSERT INTO t (a) VALUES ('');",
    ],
    [
      'a number that is too large by as round a one as can be',
      own,
      'ALTER TABLE t ALTER n TYPE integer;',
      "INSERT INTO t (a, n) VALUES ('', %);",
    ],
    [
      'a text that is too long by its beginning',
      own,
      'ALTER TABLE t ALTER a TYPE varchar(5);',
      "INSERT INTO t (a) VALUES ('%');",
    ],
    [
      'values that must differ are plain ones that do',
      'CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL);',
      'CREATE UNIQUE INDEX k ON t ((1));',
      "INSERT INTO t (id, a) VALUES (0, ''); INSERT INTO t (id, a) VALUES (1, '');",
    ],
  ])('%s', async (_, before, up, rows) => {
    const [, found] = await smallest({ before, up, down: 'SELECT 1;' }, seed);
    const pattern = rows.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '(-?10*|.{6})');
    expect(found).toMatch(new RegExp(`^${pattern}$`));
  });

  it('tables that need each other are shown in one transaction', async () => {
    const before = `CREATE TABLE a (id integer PRIMARY KEY, b integer NOT NULL, note text);
      CREATE TABLE b (id integer PRIMARY KEY, a integer NOT NULL REFERENCES a);
      ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE;`;
    const up = 'ALTER TABLE a ALTER note SET NOT NULL;';
    const [, rows] = await smallest({ before, up, down: 'SELECT 1;' }, seed);
    expect(rows).toBe(
      'BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO a (id, b) VALUES (0, 0); INSERT INTO b (id, a) VALUES (0, 0); COMMIT;',
    );
  });
});

const examples = [
  ...bad,
  ...[...valueCalls, ...laterCalls, ...ownerCalls].map((call) => ({
    name: call.name,
    rules: [call.rule],
    ...exampleOf(call, call.bad),
  })),
].filter(({ rules }) => rules.includes('migration-fails-on-rows'));

/** One statement after another, each in a transaction of its own where it has to be. */
async function runUp(database: Scratch, up: string): Promise<void> {
  const { pieces } = await sqlFile('up.sql', up).parsed();
  const texts = up.includes('CONCURRENTLY') ? pieces.map(({ text }) => text) : [up];
  for (const text of texts) await database.run(text);
}

describe('what is shown, run where there are no rows, is refused with what is said', () => {
  it.each(examples)('$name', async (example) => {
    const [what, rows] = await smallest(example, 3);
    expect(rows).not.toBe('');
    const database = await databases.create();
    await database.run(example.before);
    await database.run(rows);
    const refused = await runUp(database, example.up).then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    expect(what.endsWith(`: ${refused}`), `${what}\n${refused}\n${rows}`).toBe(true);
    await database.drop();
  });
});
