import { beforeAll, describe, expect, it } from 'vitest';
import { serverMajor } from '../harness/catalog/server.ts';
import { findingsBetween, nameOf } from '../harness/corpus/findings.ts';
import { corpus } from '../harness/corpus/rows/all.ts';
import { type OtherMajor, otherMajor, otherThan } from '../harness/equivalence/majors.ts';
import { driftOf, driftsFound, driftsSql, namesOf } from '../harness/live/drifted.ts';
import { migrateByDrizzle } from '../support/application.ts';
import { catalogOf } from '../support/history.ts';
import { useScratchDatabases } from '../support/scratch.ts';
import { buildGrounds, type Grounds } from './grounds.ts';
import { compareMajors, rowsBetween } from './pair.ts';

/** Every this many rows; `npm run compat` asks for all of them, between all majors. */
const sampling = 6;

const other = await otherMajor();
const major = await serverMajor();
const otherMajorNumber = otherThan(major);
const scratch = useScratchDatabases();

if (other) describe(`between Postgres ${major} and ${otherMajorNumber}`, () => prove(other));
else it('has no other major here', () => expect(other).toBeUndefined());

function prove(there: OtherMajor): void {
  let own: Grounds;
  let others: Grounds;
  const older = Math.min(major, otherMajorNumber);
  beforeAll(async () => {
    own = await buildGrounds(scratch, older);
    others = await buildGrounds(there, older);
  });

  const compare = (expected: Grounds, live: Grounds, majors: readonly [number, number]) =>
    compareMajors(
      expected,
      live,
      rowsBetween(...majors).filter((_, at) => at % sampling === 0),
    );

  it('what is expected is found out on one and compared with the other', async () => {
    const outcome = await compare(own, others, [major, otherMajorNumber]);
    expect(outcome).toMatchObject({ missed: [], falseFindings: [], refused: [] });
    expect(outcome.drifts).toBeGreaterThan(50);
  }, 300_000);

  it('and the other way round', async () => {
    const outcome = await compare(others, own, [otherMajorNumber, major]);
    expect(outcome).toMatchObject({ missed: [], falseFindings: [], refused: [] });
    expect(outcome.drifts).toBeGreaterThan(50);
  }, 300_000);

  it('a view of a column that was renamed is told with the column, although they print it otherwise', async () => {
    const rows = corpus.filter(({ sentence }) => sentence === 'sink, column: renamed, and a view names it');
    for (const [expected, live] of [[own, others] as const, [others, own] as const])
      expect(await compareMajors(expected, live, rows)).toEqual({
        drifts: 1,
        missed: [],
        falseFindings: [],
        refused: [],
      });
  });

  it('the command line says of a database there what it says of one here', async () => {
    const { url, run } = await there.create();
    await migrateByDrizzle(url);
    expect(await driftOf(url)).toEqual({ code: 0, findings: [] });
    for (const sql of driftsSql) await run(sql);
    const { code, findings } = await driftOf(url);
    expect(namesOf(findings)).toEqual(driftsFound);
    expect(code).toBe(2);
  });

  it('an extension is as expected when it is what each server brings, and not when it is older', async () => {
    const databases = [await scratch.create(), await there.create(), await there.create()] as const;
    for (const database of databases.slice(0, 2)) await database.run('CREATE EXTENSION citext');
    await databases[2].run("CREATE EXTENSION citext VERSION '1.4'");
    const [expected, brought, old] = [
      await catalogOf(databases[0]),
      await catalogOf(databases[1]),
      await catalogOf(databases[2]),
    ];
    expect((await findingsBetween(expected, brought, databases[0])).map(nameOf)).toEqual([]);
    expect((await findingsBetween(expected, old, databases[0])).map(nameOf)).toEqual([
      'extension-version citext',
    ]);
  });
}
