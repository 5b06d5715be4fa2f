import { describe, expect, it } from 'vitest';
import { fillTables } from '../../../src/harness/rows/fill.ts';
import { holds, summary, useMade } from '../../support/made.ts';

const { made } = useMade();

describe('tables that need each other are filled in one transaction, where their keys can wait', () => {
  const later = 'DEFERRABLE INITIALLY DEFERRED';
  const cycle = (...sql: readonly string[]): string => sql.join('; ');
  it.each([
    [
      'two',
      cycle(
        'CREATE TABLE a (id integer PRIMARY KEY, b integer NOT NULL)',
        'CREATE TABLE b (id integer PRIMARY KEY, a integer NOT NULL REFERENCES a)',
        `ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ${later}`,
      ),
    ],
    [
      'two whose keys are drawn from sequences, not deferred by themselves',
      cycle(
        'CREATE TABLE a (id serial PRIMARY KEY, b integer NOT NULL)',
        'CREATE TABLE b (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a integer NOT NULL REFERENCES a DEFERRABLE)',
        'ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE',
      ),
    ],
    [
      'two of which the one that comes first by name cannot wait',
      cycle(
        'CREATE TABLE a (id uuid PRIMARY KEY, b text NOT NULL)',
        `CREATE TABLE b (id text PRIMARY KEY, a uuid NOT NULL REFERENCES a ${later})`,
        'ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b',
      ),
    ],
    [
      'three, and one that leads to them',
      cycle(
        'CREATE TABLE a (id serial PRIMARY KEY, b integer NOT NULL)',
        'CREATE TABLE b (id serial PRIMARY KEY, c integer NOT NULL)',
        `CREATE TABLE c (id serial PRIMARY KEY, a integer NOT NULL REFERENCES a ${later})`,
        `ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ${later}`,
        `ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c ${later}`,
        'CREATE TABLE aa (c integer NOT NULL REFERENCES c)',
      ),
    ],
    ['one', `CREATE TABLE a (id serial PRIMARY KEY, up integer NOT NULL REFERENCES a ${later})`],
    [
      'one by a unique key',
      `CREATE TABLE a (id uuid PRIMARY KEY, next uuid NOT NULL UNIQUE REFERENCES a ${later})`,
    ],
    [
      'one to one, both ways',
      cycle(
        'CREATE TABLE a (id serial PRIMARY KEY, b integer NOT NULL UNIQUE)',
        `CREATE TABLE b (id serial PRIMARY KEY, a integer NOT NULL UNIQUE REFERENCES a ${later})`,
        `ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ${later}`,
      ),
    ],
    [
      'one to one, by their keys',
      cycle(
        'CREATE TABLE a (id uuid PRIMARY KEY)',
        `CREATE TABLE b (id uuid PRIMARY KEY REFERENCES a ${later})`,
        `ALTER TABLE a ADD FOREIGN KEY (id) REFERENCES b ${later}`,
      ),
    ],
    [
      'two by keys of two columns',
      cycle(
        'CREATE TABLE a (t integer, id integer, b integer NOT NULL, PRIMARY KEY (t, id))',
        'CREATE TABLE b (t integer, id integer, a integer NOT NULL, PRIMARY KEY (t, id), FOREIGN KEY (t, a) REFERENCES a)',
        `ALTER TABLE a ADD FOREIGN KEY (t, b) REFERENCES b ${later}`,
      ),
    ],
    [
      'a cycle that needs another',
      cycle(
        'CREATE TABLE y (id serial PRIMARY KEY, z integer NOT NULL)',
        `CREATE TABLE z (id serial PRIMARY KEY, y integer NOT NULL REFERENCES y)`,
        `ALTER TABLE y ADD FOREIGN KEY (z) REFERENCES z ${later}`,
        'CREATE TABLE a (id serial PRIMARY KEY, b integer NOT NULL, z integer NOT NULL REFERENCES z)',
        `CREATE TABLE b (id serial PRIMARY KEY, a integer NOT NULL REFERENCES a)`,
        `ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ${later}`,
      ),
    ],
  ])('%s', async (_, sql) => {
    const database = await made(sql);
    const filled = await fillTables(database, { rows: 8, seed: 2 });
    expect(filled.filter(({ rows, refused }) => rows !== 8 || refused)).toEqual([]);
    await database.drop();
  });

  it.each([
    ['serial', 'id serial PRIMARY KEY'],
    ['identity', 'id bigint GENERATED ALWAYS AS IDENTITY (START 3 INCREMENT BY 5) PRIMARY KEY'],
    ['serial that comes later', 'a text, id serial UNIQUE'],
  ])('one row refers to itself where a sequence gives its key and nothing can wait: %s', async (_, key) => {
    const database = await made(
      `CREATE TABLE a (up bigint NOT NULL, ${key}); ALTER TABLE a ADD FOREIGN KEY (up) REFERENCES a (id)`,
    );
    for (const seed of [1, 2])
      expect(summary(await fillTables(database, { rows: 4, seed }))).toEqual({ 'public.a': 4 });
    expect(
      await holds(database, 'EXISTS (SELECT FROM a WHERE up = id) AND EXISTS (SELECT FROM a WHERE up <> id)'),
    ).toBe(true);
    await database.drop();
  });

  it('also within a transaction, and a second time', async () => {
    const database = await made(
      `CREATE TABLE a (id serial PRIMARY KEY, b integer NOT NULL); CREATE TABLE b (id serial PRIMARY KEY, a integer NOT NULL REFERENCES a);
       ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ${later}`,
    );
    await database.rolledBack(async (inside) => {
      for (const seed of [1, 2])
        expect(summary(await fillTables(inside, { rows: 4, seed }))).toEqual({
          'public.a': 4,
          'public.b': 4,
        });
    });
  });

  it('and where they cannot, the reason is said of each', async () => {
    const database = await made(
      `CREATE TABLE a (id serial PRIMARY KEY, b integer NOT NULL); CREATE TABLE b (id serial PRIMARY KEY, a integer NOT NULL REFERENCES a);
       ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES b; CREATE TABLE alone (id integer)`,
    );
    const why =
      'public.a, public.b refer to each other by foreign keys that must have a value, and a_b cannot be deferred';
    expect(await fillTables(database, { rows: 4, seed: 1 })).toMatchObject([
      { table: 'alone', rows: 4 },
      { table: 'a', rows: 0, refused: why },
      { table: 'b', rows: 0, refused: why },
    ]);
  });
});
