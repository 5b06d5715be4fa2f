import { expect, it } from 'vitest';
import { planBetween } from '../../../src/harness/plan/plan-between.ts';
import { readSide, sideFrom } from '../../../src/harness/plan/read-side.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

it.each([
  ['a right on', 'GRANT USAGE ON SEQUENCE t_id_seq TO PUBLIC'],
  ['a comment on', "COMMENT ON SEQUENCE t_id_seq IS 'counts'"],
])('%s the sequence of an identity comes after the table that makes it', async (_, sql) => {
  const database = await databases.create();
  const before = await readSide(database, (catalog) => catalog);
  await database.run(`CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY, name text); ${sql}`);
  const after = await readSide(database, (catalog) => catalog);
  const { statements } = planBetween(sideFrom(before), sideFrom(after));
  const words = statements.map((each) => each.sql.split(' ').slice(0, 3).join(' '));
  expect(words.slice(0, 2)).toEqual(['CREATE TABLE "public"."t"', expect.stringMatching(/^(GRANT|COMMENT)/)]);
  await database.drop();
});
