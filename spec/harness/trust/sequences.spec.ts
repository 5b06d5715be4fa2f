import { beforeAll, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { useProjects } from '../../support/cli.ts';
import { type RanIn, runIn } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { useMallory } from './mallory.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
const mallory = useMallory(databases);
let migrated: Scratch;
let project: string;

beforeAll(async () => {
  migrated = await databases.create();
  await migrateByDrizzle(migrated.url);
  project = await newProject();
});

const untold = ({ notCompared }: RanIn): readonly string[] =>
  notCompared.filter((each) => each.includes('sequence'));
const unasked = ['not compared: how far 1 sequence has come: somebody else could have code run by asking'];

/** What it takes to be asked how far it has come: rows beyond it, and a unique index. */
const table = (name: string) =>
  `CREATE TABLE ${name} (id serial PRIMARY KEY, note text DEFAULT 'x'); INSERT INTO ${name} (id) VALUES (5);`;

it.each([
  ['in an index', "CREATE INDEX ON hers ((public.evil('x') || note))"],
  ['in the condition of an index', "CREATE INDEX ON hers (note) WHERE public.evil('x') = note"],
  ['in statistics', "CREATE STATISTICS linked ON (public.evil('x') || note), id FROM hers"],
  ['nowhere yet', 'SELECT 1'],
])('a superuser does not ask for rows of her table, with a function of hers %s', async (_, sql) => {
  const { database, asMallory, hasRun, clear } = await mallory.guard(await databases.clone(migrated));
  await asMallory(`${table('hers')} ${sql}`);
  await clear();
  const ran = await runIn(project, ['drift'], database.url);
  expect(await hasRun()).toBe(false);
  expect(untold(ran)).toEqual(unasked);
});

it("nor of a table of the superuser's own that lies in her schema, or has a function of hers", async () => {
  const { database, asMallory, hasRun, clear } = await mallory.guard(await databases.clone(migrated));
  await database.run(table('public.in_hers'));
  expect(untold(await runIn(project, ['drift'], database.url))).toEqual(unasked);
  await asMallory('DROP SCHEMA IF EXISTS nothing');
  await database.run(`DROP TABLE public.in_hers; CREATE SCHEMA mine; ${table('mine.own')}`);
  const asked = await runIn(project, ['drift'], database.url);
  expect(untold(asked)).toEqual([]);
  expect(asked.serious).toContain('schema-extra mine');
  await database.run("CREATE INDEX ON mine.own ((public.evil('x') || note))");
  await clear();
  expect(untold(await runIn(project, ['drift'], database.url))).toEqual(unasked);
  expect(await hasRun()).toBe(false);
});

it("nor of a partitioned table of the superuser's own with a partition of hers", async () => {
  const { database, asMallory, hasRun, clear } = await mallory.guard(await databases.clone(migrated));
  const divided = 'CREATE TABLE mine.divided (id serial PRIMARY KEY, note text) PARTITION BY RANGE (id)';
  await database.run(`CREATE SCHEMA mine; ${divided}`);
  await asMallory("CREATE TABLE public.hers (id int NOT NULL, note text DEFAULT 'x')");
  await database.run(`ALTER TABLE mine.divided ATTACH PARTITION public.hers FOR VALUES FROM (1) TO (9);
    INSERT INTO mine.divided (id) VALUES (5)`);
  await asMallory("CREATE INDEX ON public.hers ((public.evil('x') || note))");
  await clear();
  const ran = await runIn(project, ['drift'], database.url);
  expect(untold(ran)).toEqual(unasked);
  expect(await hasRun()).toBe(false);
});

it('while whoever may do no more than she is asked to', async () => {
  const { database, asMallory, openSession } = await mallory.guard(await databases.clone(migrated));
  await asMallory(table('hers'));
  const session = await openSession();
  const url = new URL(database.url);
  url.username = String((await session.query('SELECT current_user AS name')).rows[0].name);
  url.password = 'secret';
  const ran = await runIn(project, ['drift'], url);
  expect(untold(ran)).toEqual([]);
  expect(ran.serious).toContain('sequence-behind hers_id_seq');
});
