import { expect, it } from 'vitest';
import { fillTables } from '../../../src/harness/rows/fill.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
/** What a value of smallint is: none, one of its edges (beside the least and the greatest, 0 and -1), or any other. */
const kindOf = (name: string): string =>
  `CASE WHEN ${name} IS NULL THEN 'none' WHEN ${name} IN (-32768, -1, 0, 32767) THEN 'edge' ELSE 'plain' END`;

it.each([1, 2, 3, 4, 5])(
  'any two of several columns meet in all pairs of NULL, plain and edge values, by seed %i',
  async (seed) => {
    const database = await databases.create();
    await database.run(`CREATE TABLE t (${names.map((name) => `${name} smallint`).join(', ')})`);
    await fillTables(database, { rows: 20, seed });
    const pairs = names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other] as const));
    const [[row] = []] = await database.run(
      `SELECT ${pairs.map(([one, other]) => `count(DISTINCT (${kindOf(one)}, ${kindOf(other)}))::int AS ${one}${other}`).join(', ')} FROM t`,
    );
    expect(row).toEqual(Object.fromEntries(pairs.map(([one, other]) => [`${one}${other}`, 9])));
    await database.drop();
  },
);
