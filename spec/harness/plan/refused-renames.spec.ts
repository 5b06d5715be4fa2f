import { describe, expect, it } from 'vitest';
import { inScope } from '../../../src/harness/catalog/scope.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { align } from '../../../src/harness/plan/align.ts';
import { type TriedPlan, tryPlan } from '../../../src/harness/plan/prove.ts';
import type { ProvingGround } from '../../../src/harness/plan/proving-ground.ts';
import { readSide } from '../../../src/harness/plan/read-side.ts';
import type { Confined, Scratch } from '../../../src/harness/postgres/scratch.ts';
import { wholeScope } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const concerns = (catalog: Catalog): Catalog => inScope(catalog, wholeScope);
const built = 'CREATE TABLE person (id integer PRIMARY KEY, age integer, email text)';
const rows = { perTable: 5, seed: 1, ledger: wholeScope.ledger };

/** A copy on which the server says no to what `sql` says is to be refused. */
const refusing =
  (refuse: (sql: string) => string) =>
  async (from: Scratch): Promise<Confined> => {
    const copy = await databases.confine(from);
    return { ...copy, run: (sql) => copy.run(refuse(sql)) };
  };

async function planned(drift: string, confine: ProvingGround['databases']['confine']): Promise<TriedPlan> {
  const target = await databases.create();
  await target.run(built);
  const live = await databases.clone(target);
  await live.run(drift);
  const expected = await readSide(target, concerns);
  const from = await align(await readSide(live, concerns), expected, (use) => use(target));
  const plan = await tryPlan(from, expected, { target, databases: { confine }, concerns, rows });
  for (const each of [target, live]) await each.drop();
  return plan;
}

/** Where several run in one transaction, the rename comes after an error. */
const together = (sql: string): string =>
  sql.startsWith('BEGIN;') ? sql.replace(/ALTER TABLE .* RENAME/, 'SELECT 1 / 0; $&') : sql;
/** A rename after which the column has another default. */
const another = (sql: string): string =>
  sql.startsWith('BEGIN;')
    ? sql.replace(/(ALTER TABLE \S+) RENAME COLUMN "years" TO "age"/, '$&; $1 ALTER age SET DEFAULT 3')
    : sql;
/** A rename after which values are gone, wherever it runs. */
const losing = (sql: string): string =>
  sql.replace(
    /^ALTER TABLE (\S+) RENAME COLUMN "years" TO "age"$/,
    'DO $do$ BEGIN $&; UPDATE $1 SET age = NULL; END $do$',
  );

describe('where the proof does not get through a rename, the one is dropped and the other made, and the plan says why', () => {
  it.each([
    ['that the server refuses', together, 'refused together: division by zero'],
    ['that leaves something', another, 'this is left afterwards: column public.person.age (default)'],
    ['that changes values', losing, /values?, such as .* in the trial/],
  ])('%s', async (_, refuse, why) => {
    const { statements, unplanned, safe } = await planned(
      'ALTER TABLE person RENAME age TO years',
      refusing(refuse),
    );
    expect(
      statements.map(({ sql, loses, unproved }) => [sql, loses?.replace(/ \(.*/, ''), unproved]),
    ).toEqual([
      ['ALTER TABLE "public"."person" ADD COLUMN "age" integer', undefined, undefined],
      ['ALTER TABLE "public"."person" DROP COLUMN "years"', 'the values of the column', undefined],
    ]);
    expect(safe).toBe(1);
    const [said] = unplanned;
    expect(said).toMatchObject({
      about: { kind: 'column', table: 'person', name: 'age' },
      attribute: 'name',
    });
    expect(said?.reason).toMatch(/^column public\.person\.years cannot be given this name, and is dropped: /);
    expect(said?.reason.replace(/^.* is dropped: /, '')).toMatch(why);
  });

  it('but where that does not work either, it stays a rename that is not proved', async () => {
    const none = (sql: string): string => (sql.startsWith('BEGIN;') ? 'SELECT 1 / 0' : sql);
    const { statements, unplanned } = await planned('ALTER TABLE person RENAME age TO years', refusing(none));
    expect(statements.map(({ sql, unproved }) => [sql, unproved])).toEqual([
      ['ALTER TABLE "public"."person" RENAME COLUMN "years" TO "age"', 'refused together: division by zero'],
    ]);
    expect(unplanned).toEqual([]);
  });
});
