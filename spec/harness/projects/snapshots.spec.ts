import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import * as d from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { type Files, type Found, historyOf, runIn, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

/** What a schema file exports, given drizzle-orm's words. */
type Schema = (words: typeof d) => Record<string, unknown>;

/** A migration's SQL, and the schema that its snapshot holds. */
type Step = readonly [sql: string, snapshot: Schema | undefined];

const kitSnapshot = (schema: Schema, id: string, parent?: string) => ({
  ...generateDrizzleJson(schema(d), parent),
  id,
});

function projectOf(schema: Schema, ...steps: readonly Step[]): Files {
  const names = Object.keys(schema(d)).join(', ');
  return {
    'drizzle.config.ts': `export default { dialect: 'postgresql', schema: './schema.ts' };`,
    'schema.ts': `import * as d from 'drizzle-orm/pg-core';\nexport const { ${names} } = (${schema})(d);`,
    ...historyOf(...steps.map(([sql]) => [sql] as const)),
    ...Object.fromEntries(
      steps.flatMap(([, snapshot], at) =>
        snapshot === undefined
          ? []
          : [
              [
                `drizzle/meta/000${at}_snapshot.json`,
                JSON.stringify(kitSnapshot(snapshot, `id${at}`, at === 0 ? undefined : `id${at - 1}`)),
              ],
            ],
      ),
    ),
  };
}

interface Said extends Found {
  readonly culprit: string;
  readonly advice: string;
}

/** What is said of a project's schema and snapshots. */
async function saidOf(files: Files): Promise<Said[]> {
  const { findings } = await runIn(await write(files), ['verify', '--rows', '0']);
  return (findings as Said[]).filter(({ rule }) => !/down-missing|column-slots/.test(rule));
}

const inShort = (said: readonly Said[]): string[] => said.map(({ rule, object }) => `${rule} ${object.name}`);
const placeOf = ({ source }: Said): string =>
  `${source?.file.split('/').at(-1)}${source?.line === undefined ? '' : `:${source.line}`}`;

const one: Schema = (d) => ({ t: d.pgTable('t', { a: d.integer() }) });
const two: Schema = (d) => ({
  t: d.pgTable('t', { a: d.integer(), b: d.text().default('x') }),
  u: d.pgTable('u', { a: d.integer() }, (t) => [d.index('u_a').on(t.a)]),
});
const makesOne = 'CREATE TABLE t (a int);';
const makesTwo = "ALTER TABLE t ADD b text DEFAULT 'x';\nCREATE TABLE u (a int);\nCREATE INDEX u_a ON u (a);";

describe('a newest snapshot that is stale', () => {
  it('is a finding of its own, with the way to bring it up to date', async () => {
    const stale = [
      [makesOne, one],
      [makesTwo, one],
    ] as const;
    const said = await saidOf(projectOf(two, ...stale));
    expect(inShort(said)).toEqual(['migration-snapshot-stale 0001_step']);
    expect(said[0]).toMatchObject({ severity: 'warning', culprit: 'history' });
    expect(said[0] && placeOf(said[0])).toBe('0001_snapshot.json');
    expect(said[0]?.message).toMatch(
      /table public\.u.*column public\.t\.b|column public\.t\.b.*table public\.u/,
    );
    expect(said[0]?.advice).toMatch(/drizzle-kit generate.*SELECT 1/);
    // What the plain advice would have done, by drizzle-kit's own word.
    const written = await generateMigration(kitSnapshot(one, 'a'), kitSnapshot(two, 'b'));
    expect(written.join()).toContain('CREATE TABLE "u"');
    expect(inShort(await saidOf(projectOf(two, ...stale, ['SELECT 1;', two])))).toEqual([]);
  });

  it('that still has what the migrations have dropped', async () => {
    const said = await saidOf(
      projectOf(one, [makesOne, one], [makesTwo, two], ['DROP TABLE u; ALTER TABLE t DROP b;', two]),
    );
    expect(inShort(said)).toEqual(['migration-snapshot-stale 0002_step']);
  });

  it('is to be brought up to date before drizzle-kit is asked for what is missing', async () => {
    const said = await saidOf(
      projectOf(
        (d) => ({
          t: d.pgTable('t', { a: d.integer(), b: d.text().default('x'), c: d.integer() }),
          u: d.pgTable('u', { a: d.integer() }, (t) => [d.index('u_a').on(t.a)]),
        }),
        [makesOne, one],
        [makesTwo, one],
      ),
    );
    expect(inShort(said).sort()).toEqual(['column-missing c', 'migration-snapshot-stale 0001_step']);
    const missing = said.find(({ rule }) => rule === 'column-missing');
    expect(missing).toMatchObject({ culprit: 'schema' });
    expect(missing?.advice).toMatch(/migration-snapshot-stale/);
  });

  it('is none where the schema alone is ahead, nor where a migration was edited by hand', async () => {
    expect(inShort(await saidOf(projectOf(two, [makesOne, one])))).toEqual([
      'table-missing u',
      'column-missing b',
    ]);
    expect(inShort(await saidOf(projectOf(two, [makesOne, two])))).toEqual([
      'table-missing u',
      'column-missing b',
    ]);
  });
});

const dated: Schema = (d) => ({ t: d.pgTable('t', { a: d.integer(), n: d.integer().default(10) }) });
const filled: Schema = (d) => ({
  t: d.pgTable('t', { a: d.integer(), n: d.integer().default(10).notNull() }),
});
const indexed: Schema = (d) => ({
  t: d.pgTable('t', { a: d.integer(), n: d.integer().default(10).notNull() }, (t) => [
    d.index('t_n').on(t.n),
  ]),
});

describe('a migration that was edited by hand is the one whose change is not its snapshot’s', () => {
  const last: Step = ['ALTER TABLE t ALTER n SET NOT NULL;\nCREATE INDEX t_n ON t (n);', indexed];
  it.each<readonly [string, readonly Step[], string, string]>([
    [
      'and not the last that touched the object',
      [[makesOne, one], ['\nALTER TABLE t ADD n int DEFAULT 12;', dated], last],
      'column-default n',
      '0001_step.sql:2',
    ],
    [
      'where it does not make what its snapshot has',
      [
        [makesOne, one],
        ['ALTER TABLE t ADD n int DEFAULT 10;', dated],
        ['ALTER TABLE t ALTER n SET NOT NULL;', indexed],
        ['SELECT 1;', indexed],
      ],
      'index-missing t_n',
      '0002_step.sql',
    ],
    [
      'where it makes more than its snapshot has',
      [
        [`${makesOne}\n\nALTER TABLE t ADD m int;`, one],
        ['ALTER TABLE t ADD n int DEFAULT 10;', dated],
        [`ALTER TABLE t ALTER m SET DEFAULT 1;\n${last[0]}`, indexed],
      ],
      'column-extra m',
      '0000_step.sql:3',
    ],
    [
      'where a snapshot between is lost',
      [
        [makesOne, one],
        ['\nALTER TABLE t ADD n int DEFAULT 12;', undefined],
        ['ALTER TABLE t ALTER n SET NOT NULL', filled],
        ['CREATE INDEX t_n ON t (n);', indexed],
      ],
      'column-default n',
      '0001_step.sql:2',
    ],
  ])('%s', async (_, steps, finding, place) => {
    const said = (await saidOf(projectOf(indexed, ...steps))).filter(
      ({ rule }) => !rule.startsWith('migration-'),
    );
    expect(inShort(said)).toEqual([finding]);
    expect(said[0]).toMatchObject({ culprit: 'migration' });
    expect(said[0] && placeOf(said[0])).toBe(place);
    expect(said[0]?.advice).toMatch(/^a migration was edited by hand: .*in a new migration/);
  });
});

describe('what drizzle-kit could not express, nobody edited', () => {
  const labels = (...names: [string, ...string[]]): Schema =>
    new Function('d', `return { mood: d.pgEnum('mood', ${JSON.stringify(names)}) }`) as Schema;
  const first: Step = ["CREATE TYPE mood AS ENUM ('a', 'c');", labels('a', 'c')];

  it('the place of a value that it added to an enum', async () => {
    const said = await saidOf(
      projectOf(labels('a', 'b', 'c'), first, [
        'ALTER TYPE "public"."mood" ADD VALUE \'b\';',
        labels('a', 'b', 'c'),
      ]),
    );
    expect(inShort(said)).toEqual(['enum-labels mood']);
    expect(said[0] && placeOf(said[0])).toBe('0001_step.sql:1');
    expect(said[0]?.advice).not.toContain('edited');
    expect(said[0]?.advice).toMatch(/drizzle-kit/);
  });

  it('but not a place that somebody wrote', async () => {
    const said = await saidOf(
      projectOf(labels('a', 'b', 'c'), first, [
        "ALTER TYPE mood ADD VALUE 'b' AFTER 'c';",
        labels('a', 'b', 'c'),
      ]),
    );
    expect(said.map(({ advice }) => advice)).toEqual([expect.stringMatching(/edited by hand/)]);
  });

  it('the name of a constraint whose table it renamed', async () => {
    const before: Schema = (d) => ({
      p: d.pgTable('users', { a: d.integer() }, (t) => [d.unique('users_a_once').on(t.a)]),
    });
    const after: Schema = (d) => ({
      p: d.pgTable('people', { a: d.integer() }, (t) => [d.unique('people_a_once').on(t.a)]),
    });
    const said = await saidOf(
      projectOf(
        after,
        ['CREATE TABLE users (a int, CONSTRAINT users_a_once UNIQUE (a));', before],
        ['ALTER TABLE "users" RENAME TO "people";', after],
      ),
    );
    expect(inShort(said).sort()).toEqual(['unique-extra users_a_once', 'unique-missing people_a_once']);
    for (const each of said) {
      expect(placeOf(each)).toMatch(/^0001_step\.sql/);
      expect(each.advice).toMatch(/drizzle-kit renamed .*rename it in a new migration/);
    }
  });
});
