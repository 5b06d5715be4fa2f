import { describe, expect, it } from 'vitest';
import { configOf, historyOf, runIn, type Step, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serverMajor } from '../catalog/server.ts';

const databases = useScratchDatabases();
const write = useStrangers();

const stranger = (schema: string, ...steps: readonly Step[]): Promise<string> =>
  write({ ...configOf(schema), ...historyOf(...steps) });

const table = "export const t = d.pgTable('t', { a: d.integer() }";
const makesTable = ['CREATE TABLE t (a int);', 'DROP TABLE t;'] as const;
const indexed = `${table}, (t) => [d.index('i').on(t.a)]);`;

/** From 17 on, a value may be used in the transaction that adds it, where that made its type too. */
const usesNewValues = (await serverMajor()) >= 17;

type Row = readonly [
  sentence: string,
  schema: string,
  steps: readonly Step[],
  modes: readonly string[],
  found: readonly string[],
];

/** A sentence, the schema, the steps, the mode of each, and all that is more than an info in the verdict of running. */
const rows: readonly Row[] = [
  ['a plain history runs as Drizzle runs it', `${table});`, [makesTable], ['drizzle'], []],
  [
    'an index made CONCURRENTLY, among other statements',
    indexed,
    [
      makesTable,
      [
        'ALTER TABLE t ADD b int; CREATE INDEX CONCURRENTLY i ON t (a); ALTER TABLE t DROP b',
        'DROP INDEX CONCURRENTLY i;',
      ],
    ],
    ['drizzle', 'per-statement'],
    ['migration-needs-no-transaction 0001_step', 'migration-needs-no-transaction 0001_step'],
  ],
  [
    'a VACUUM',
    `${table});`,
    [makesTable, ['VACUUM t;', 'SELECT 1;']],
    ['drizzle', 'per-statement'],
    ['migration-needs-no-transaction 0001_step'],
  ],
  [
    'a value used in the migration that adds it',
    "export const mood = d.pgEnum('mood', ['sad', 'ok']); export const t = d.pgTable('t', { m: mood().default('ok') });",
    [
      ["CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (m mood);", 'DROP TABLE t; DROP TYPE mood;'],
      ["ALTER TYPE mood ADD VALUE 'ok'; ALTER TABLE t ALTER m SET DEFAULT 'ok';"],
    ],
    ['drizzle', 'per-statement'],
    ['migration-down-missing 0001_step', 'migration-enum-value 0001_step'],
  ],
  [
    'a value used in a later migration, of a type that the same transaction makes',
    "export const mood = d.pgEnum('mood', ['sad', 'ok']); export const t = d.pgTable('t', { m: mood().default('ok') });",
    [
      ["CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (m mood);", 'DROP TABLE t; DROP TYPE mood;'],
      ["ALTER TYPE mood ADD VALUE 'ok';"],
      ["ALTER TABLE t ALTER m SET DEFAULT 'ok';", 'ALTER TABLE t ALTER m DROP DEFAULT;'],
    ],
    ['drizzle', 'drizzle', usesNewValues ? 'drizzle' : 'per-migration'],
    ['migration-down-missing 0001_step', 'migration-enum-value 0002_step'],
  ],
  [
    'a COMMIT written inside a migration',
    `${table});`,
    [['BEGIN; CREATE TABLE t (a int); COMMIT;', 'BEGIN; DROP TABLE t; COMMIT;']],
    ['per-statement'],
    ['migration-transaction-control 0000_step', 'migration-transaction-control 0000_step'],
  ],
  [
    'a procedure that commits, which no parser sees',
    `${table});`,
    [
      makesTable,
      [
        'CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (1); COMMIT; END $$;--> statement-breakpoint\n\nCALL p();',
        'DROP PROCEDURE p(); DELETE FROM t;',
      ],
    ],
    ['drizzle', 'per-statement'],
    ['migration-runs-outside-transaction 0001_step'],
  ],
  [
    'a table altered in the migration after the one that fills it',
    `export const u = d.pgTable('u', { a: d.integer().primaryKey() });
     ${table.replace('()', '().references(() => u.a)')});`,
    [
      [
        `CREATE TABLE u (a int PRIMARY KEY); CREATE TABLE t (a int, b int, CONSTRAINT t_a_u_a_fk FOREIGN KEY (a)
         REFERENCES u (a) DEFERRABLE INITIALLY DEFERRED);`,
        'DROP TABLE t; DROP TABLE u;',
      ],
      ['INSERT INTO u VALUES (1); INSERT INTO t VALUES (1);', 'DELETE FROM t; DELETE FROM u;'],
      [
        'ALTER TABLE t DROP b; ALTER TABLE t ALTER CONSTRAINT t_a_u_a_fk NOT DEFERRABLE;',
        'ALTER TABLE t ADD b int; ALTER TABLE t ALTER CONSTRAINT t_a_u_a_fk DEFERRABLE INITIALLY DEFERRED;',
      ],
    ],
    ['drizzle', 'drizzle', 'per-migration'],
    ['migration-needs-own-transaction 0002_step'],
  ],
];

describe('verify says in which way a history runs, and why not in a stricter one', () => {
  it.each(rows)('%s', async (_, schema, steps, modes, expected) => {
    const ran = await runIn(await stranger(schema, ...steps), ['verify', '--rows', '0']);
    const serious = ran.serious.filter((each) => !each.includes('snapshot'));
    expect(serious.sort()).toEqual([...expected].sort());
    expect(ran.modes).toEqual(modes);
    expect(ran.code).toBe(expected.length === 0 && ran.serious.length === 0 ? 0 : 2);
  });

  it('names the line', async () => {
    const steps = rows.find(([sentence]) => sentence.startsWith('a procedure'))?.[2] ?? [];
    const ran = await runIn(await stranger(`${table});`, ...steps), ['verify', '--rows', '0']);
    const finding = ran.findings.find(({ rule }) => rule === 'migration-runs-outside-transaction');
    expect(finding?.source).toEqual({ file: expect.stringMatching(/0001_step\.sql$/), line: 3 });
    expect(finding?.message).toContain('invalid transaction termination');
  });
});

it('drift replays statement by statement too, and the ledger is right', async () => {
  const folder = await stranger(indexed, makesTable, [
    'CREATE INDEX CONCURRENTLY i ON t (a);',
    'DROP INDEX i;',
  ]);
  const live = await databases.create();
  await live.run('CREATE TABLE t (a int); CREATE INDEX i ON t (a)');
  expect(await runIn(folder, ['drift'], live.url)).toMatchObject({ code: 0, serious: [] });
  await live.run('DROP INDEX i; CREATE INDEX i ON t (a DESC)');
  expect(await runIn(folder, ['drift'], live.url)).toMatchObject({ code: 2, serious: ['index-keys i'] });
});

it('a statement that fails in every way is named, and what was kept is said', async () => {
  const folder = await stranger(`${table});`, makesTable, [
    'CREATE INDEX CONCURRENTLY i ON t (a);\nSELECT oops;',
  ]);
  const ran = await runIn(folder, ['verify', '--rows', '0']);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(
    /0001_step\.sql:2: column "oops" does not exist; the statements before it were kept/,
  );
});

describe('an extension that the scratch server lacks', () => {
  it.each([
    [
      'postgis',
      /0000_step\.sql:2: extension "postgis" is not available; use .* postgis\/postgis:18-3\.6-alpine/,
    ],
    ['vector', /extension "vector" is not available; use .* --image pgvector\/pgvector:pg18/],
    ['somebodys', /extension "somebodys" is not available; use .* --image <an image that has somebodys>/],
  ])('%s', async (name, line) => {
    const folder = await stranger(`${table});`, [
      `\nCREATE EXTENSION IF NOT EXISTS ${name}; ${makesTable[0]}`,
    ]);
    const live = await databases.create();
    await live.run(makesTable[0]);
    for (const command of ['verify', 'drift']) {
      const ran = await runIn(folder, [command], live.url);
      expect(ran.code).toBe(1);
      expect(ran.stderr.trimEnd().split('\n').at(-1)).toMatch(line);
    }
  });
});
