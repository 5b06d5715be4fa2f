import { expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { usePlanGround } from './ground.ts';

const build = (database: Scratch): Promise<unknown> =>
  database.run(`
    CREATE TABLE stock (id integer, place text, amount integer DEFAULT 1, note text) PARTITION BY LIST (place);
    CREATE TABLE north PARTITION OF stock FOR VALUES IN ('north');
    CREATE TABLE south PARTITION OF stock FOR VALUES IN ('south') PARTITION BY LIST (id);
    CREATE TABLE south_one PARTITION OF south FOR VALUES IN (1);
    CREATE TABLE south_rest PARTITION OF south DEFAULT;
    ALTER TABLE north ALTER amount SET DEFAULT 5, ALTER note SET STORAGE EXTERNAL, ALTER id SET STATISTICS 50;
    ALTER TABLE south_one ALTER amount SET DEFAULT 9;
    CREATE TABLE thing (id integer, amount integer DEFAULT 1, note text);
    CREATE TABLE car () INHERITS (thing);
    CREATE TABLE taxi () INHERITS (car);
    ALTER TABLE car ALTER amount SET DEFAULT 5, ALTER note SET STORAGE EXTERNAL`);

const ground = usePlanGround(build);

it.each([
  'ALTER TABLE stock ALTER amount SET DEFAULT 2',
  'ALTER TABLE ONLY stock ALTER amount SET DEFAULT 2',
  'ALTER TABLE ONLY stock ALTER amount DROP DEFAULT',
  'ALTER TABLE south ALTER amount SET DEFAULT 3',
  'ALTER TABLE ONLY south ALTER amount SET DEFAULT 3',
  'ALTER TABLE south_rest ALTER amount SET DEFAULT 3',
  'ALTER TABLE north ALTER amount SET DEFAULT 1',
  'ALTER TABLE ONLY stock ALTER note SET STORAGE MAIN',
  'ALTER TABLE stock ALTER note SET STORAGE MAIN',
  'ALTER TABLE ONLY stock ALTER id SET STATISTICS 10',
  'ALTER TABLE stock ALTER amount TYPE bigint',
  'ALTER TABLE thing ALTER amount SET DEFAULT 2',
  'ALTER TABLE ONLY thing ALTER amount SET DEFAULT 2',
  'ALTER TABLE ONLY car ALTER amount SET DEFAULT 7',
  'ALTER TABLE ONLY thing ALTER note SET STORAGE MAIN',
  'ALTER TABLE thing ALTER amount TYPE bigint',
])('what a table gives down takes nothing of its own from what is below it: %s', async (change) => {
  const { back, again } = await ground.one(change);
  expect({ back: back.left, sql: back.sql }).toEqual({ back: [], sql: back.sql });
  expect({ again: again.left, sql: again.sql }).toEqual({ again: [], sql: again.sql });
});
