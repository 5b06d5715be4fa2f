import { beforeAll, describe, expect, it } from 'vitest';
import { asDeclarable } from '../../src/harness/catalog/declarable.ts';
import { loadProject } from '../../src/harness/config/project.ts';
import { buildDeclared, declarationOf } from '../../src/harness/declared/declare.ts';
import { diff } from '../../src/harness/diff/diff.ts';
import type { Migration } from '../../src/harness/history/migrations.ts';
import type { Catalog } from '../../src/harness/model/catalog.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { applicationHistory, applyMigrations, catalogOf, down, up } from '../support/history.ts';
import { useScratchDatabases } from '../support/scratch.ts';
import { serialize } from '../support/serialize.ts';

const databases = useScratchDatabases();
let before: Scratch;
let migration: Migration;
let history: Migration[];
let declared: Catalog;
let without: string;

beforeAll(async () => {
  history = await applicationHistory();
  migration = history.at(-1) as Migration;
  before = await databases.create();
  await applyMigrations(before, history.slice(0, -1));
  without = serialize(await catalogOf(before));
  const { statements } = await declarationOf(await loadProject(process.cwd(), undefined));
  declared = (await buildDeclared(await databases.create(), statements)).catalog;
});

/** All that schema.ts has words for: it has none for the order of columns, which ALTER TABLE decides. */
const differencesFromSchema = (catalog: Catalog) =>
  diff(asDeclarable(declared).objects, asDeclarable(catalog).objects);

it('is the last of nine', () => {
  expect(history).toHaveLength(9);
  expect(migration.tag).toBe('0008_add_persistence_and_reference_images');
});

it('goes up and down 25 times on one database: up is what schema.ts declares, down is what was before', async () => {
  const database = await databases.clone(before);
  const ups = new Set<string>();
  for (let cycle = 1; cycle <= 25; cycle++) {
    await up(database, migration);
    const after = await catalogOf(database);
    expect(differencesFromSchema(after), `up ${cycle}`).toEqual([]);
    expect(ups.add(serialize(after)).size, `up ${cycle} is as the first up`).toBe(1);
    await down(database, migration);
    expect(serialize(await catalogOf(database)), `down ${cycle}`).toBe(without);
  }
});

it('goes up and down on fresh clones', async () => {
  for (let clone = 1; clone <= 5; clone++) {
    const database = await databases.clone(before);
    await up(database, migration);
    expect(differencesFromSchema(await catalogOf(database)), `clone ${clone}`).toEqual([]);
    await down(database, migration);
    expect(serialize(await catalogOf(database)), `clone ${clone}`).toBe(without);
    await database.drop();
  }
});

describe('the whole history', () => {
  it('is replayed from an empty database to the schema, and taken back to the empty database', async () => {
    const database = await databases.create();
    const states: string[] = [];
    for (const each of history) {
      states.push(serialize(await catalogOf(database)));
      await up(database, each);
    }
    expect(differencesFromSchema(await catalogOf(database))).toEqual([]);
    for (const each of history.toReversed()) {
      await down(database, each);
      expect(serialize(await catalogOf(database)), `after the down of ${each.tag}`).toBe(states.pop());
    }
  });
});
