import { expect, it } from 'vitest';
import type { Scratch } from '../../../../src/harness/postgres/scratch.ts';
import { useTrials } from './bench.ts';

let readings = 0;

/** A database that counts how often it is asked what tables look like to whoever puts rows in them. */
const counting = (database: Scratch): Scratch => ({
  ...database,
  read: (use) =>
    database.read((snapshot) =>
      use({
        ...snapshot,
        last: (...statements) => {
          if (statements.some((each) => each.includes('"hasForeignPartition"'))) readings += 1;
          return snapshot.last(...statements);
        },
      }),
    ),
  rolledBack: (use, last) => database.rolledBack((inside) => use(counting(inside)), last),
  atomic: (use) => database.atomic((inside) => use(counting(inside))),
});
const tryOut = useTrials(counting);

const before = `CREATE TABLE parent (id serial PRIMARY KEY);
CREATE TABLE t (id serial PRIMARY KEY, parent integer NOT NULL REFERENCES parent);`;

it.each([
  ['before it, and as it leaves them', 2, {}],
  [
    'before it, and as its up, its down and its second up leave them',
    4,
    { down: 'ALTER TABLE t DROP COLUMN a;' },
  ],
])('the tables that a migration opens are read once %s', async (_, times, step) => {
  readings = 0;
  const { outcome } = await tryOut({
    before,
    up: 'ALTER TABLE t ADD COLUMN a integer DEFAULT 7 NOT NULL;',
    ...step,
  });
  expect(outcome).toBe('ok');
  expect(readings).toBe(times);
});
