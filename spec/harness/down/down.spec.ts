import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { writeNew } from '../../../src/harness/commands/write-new.ts';
import { defaultLedger } from '../../../src/harness/history/default-ledger.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { readContents } from '../../../src/harness/rows/contents.ts';
import { fillTables } from '../../../src/harness/rows/fill.ts';
import { sqlFile } from '../../../src/harness/sql/sql-file.ts';
import { onSuiteServer, useProjects } from '../../support/cli.ts';
import { printedBy } from '../../support/printed.ts';
import { configOf, historyOf, type RanIn, runIn, type Step, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
const newStranger = useStrangers();

const runFile = async (database: Scratch, sql: string): Promise<void> => {
  for (const { text } of sqlFile('', sql).parts) await database.run(text);
};

/** What Postgres itself says of columns, indexes and constraints, without our reader. */
async function witness(database: Scratch): Promise<unknown> {
  return database.run(`
    SELECT table_schema, table_name, column_name, data_type, is_nullable, column_default
      FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 2, 3;
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1;
    SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`);
}

describe("the downs of this repository's migrations", () => {
  const byHand = new Map<string, string>();
  let project: string;
  let folder: string;
  let ran: RanIn;

  beforeAll(async () => {
    project = await newProject();
    folder = join(project, 'drizzle/migrations');
    for (const name of (await readdir(folder)).filter((each) => each.endsWith('_down.sql'))) {
      byHand.set(name, await readFile(join(folder, name), 'utf8'));
      await rm(join(folder, name));
    }
    ran = await runIn(project, ['down', '--write', '--rows', '4']);
  });

  it('are drafted, proved and written', async () => {
    expect(ran).toMatchObject({ code: 0, serious: [], unanswered: [] });
    expect(ran.downs.map(({ proved, written }) => proved && written)).toEqual(
      byHand.size === 9 ? Array(9).fill(true) : [],
    );
    expect((await readdir(folder)).filter((name) => name.endsWith('_down.sql'))).toEqual([...byHand.keys()]);
  });

  it('pass verify', async () => {
    const argv = ['verify', '--rows', '4', '--no-cost', ...onSuiteServer()];
    const { code, stdout } = await printedBy(argv, new URL(inject('serverUrl')), project);
    expect(code, stdout).toBe(0);
  });

  it('do what those written by hand do', async () => {
    let reached = await databases.create();
    for (const [name, hand] of byHand) {
      await runFile(reached, await readFile(join(folder, name.replace('_down', '')), 'utf8'));
      const filled = await databases.clone(reached);
      await fillTables(filled, { rows: 4, seed: 1, ledger: defaultLedger });
      const [one, other] = [await databases.clone(filled), await databases.clone(filled)];
      await runFile(one, hand);
      await runFile(other, await readFile(join(folder, name), 'utf8'));
      expect(await witness(other), name).toEqual(await witness(one));
      expect((await catalogIn(other)).objects, name).toEqual((await catalogIn(one)).objects);
      const rowsIn = async (database: Scratch) =>
        (await readContents(database, defaultLedger)).map(({ schema, table, rows }) => ({
          schema,
          table,
          rows,
        }));
      expect(await rowsIn(other), name).toEqual(await rowsIn(one));
      reached = await databases.clone(reached);
    }
  });
});

/** A sentence, what its up does after the first migration, what its first comment says, and why it is not proved. */
interface Row {
  readonly sentence: string;
  readonly base: string;
  readonly up: string;
  readonly says: readonly string[];
  readonly because?: RegExp;
}

const rows: readonly Row[] = [
  {
    sentence: 'an up that adds a column',
    base: 'CREATE TABLE a (id int PRIMARY KEY)',
    up: 'ALTER TABLE a ADD COLUMN note text',
    says: [
      'Loses the values of the column public.a.note.',
      'To keep a copy, run this before: CREATE TABLE "public"."a_note_kept" AS SELECT "id", "note" FROM "public"."a";',
    ],
  },
  {
    sentence: 'an up that changes rows that stay',
    base: 'CREATE TABLE b (id int, n int)',
    up: 'ALTER TABLE b ADD COLUMN m int;\nUPDATE b SET n = n + 1',
    says: ['Does not take back what line 2 does to rows in public.b: UPDATE b SET n = n + 1'],
  },
  {
    sentence: 'an up that fills a column which the down drops',
    base: 'CREATE TABLE c (id int)',
    up: 'ALTER TABLE c ADD COLUMN n int; UPDATE c SET n = 1',
    says: [
      'Loses the values of the column public.c.n.',
      'To keep a copy, run this before: CREATE TABLE "public"."c_n_kept" AS SELECT * FROM "public"."c";',
    ],
  },
  {
    sentence: 'an up that drops a column with its values',
    base: 'CREATE TABLE e (id int, note text)',
    up: 'ALTER TABLE e DROP COLUMN note',
    says: [
      'Loses nothing that its up did not make.',
      'Brings back the column public.e.note without the values that the up dropped.',
    ],
  },
  {
    sentence: 'an up that drops a column which must have values',
    base: 'CREATE TABLE f (id int, note text NOT NULL)',
    up: 'ALTER TABLE f DROP COLUMN note',
    says: ['Brings back the column public.f.note without the values that the up dropped.'],
    because: /its down works on empty tables and fails on rows/,
  },
  {
    sentence: 'an up that changes rows and nothing else',
    base: 'CREATE TABLE g (id int)',
    up: 'UPDATE g SET id = 7',
    says: ['Does not take back what line 1 does to rows in public.g: UPDATE g SET id = 7'],
    because: /changes rows and nothing else/,
  },
  {
    sentence: 'an up that calls what may change rows',
    base: 'CREATE TABLE h (id int)',
    up: 'CREATE INDEX h_id_idx ON h (id); DO $$ BEGIN DELETE FROM h; END $$',
    says: ['Does not take back what line 1 may do to rows: DO $$ BEGIN DELETE FROM h; END $$'],
  },
  {
    sentence: 'an up that adds a value to an enum',
    base: "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE i (id int, mood mood DEFAULT 'sad')",
    up: "ALTER TYPE mood ADD VALUE 'happy'",
    says: ['Loses '],
  },
  {
    sentence: 'an up that replaces a function, and a view on it',
    base: "CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT 2'; CREATE VIEW twice AS SELECT two() AS n",
    up: 'DROP VIEW twice; DROP FUNCTION two()',
    says: ['Loses nothing that its up did not make.'],
  },
];

describe('a draft', () => {
  let ran: RanIn;
  let written: string[];
  beforeAll(async () => {
    const steps: Step[] = [
      [rows.map(({ base }) => base).join(';\n'), '-- irreversible: the first'],
      ...rows.map(({ up }): Step => [up]),
    ];
    const cwd = await newStranger({ ...configOf(''), ...historyOf(...steps) });
    ran = await runIn(cwd, ['down', '--write', '--rows', '3']);
    written = (await readdir(join(cwd, 'drizzle'))).filter((name) => name.endsWith('_down.sql'));
  });

  it.each(rows.map((row, at) => [row.sentence, row, at] as const))('of %s', (_, { says, because }, at) => {
    const draft = ran.downs[at];
    const comments = (draft?.text ?? '').split('\n').filter((line) => line.startsWith('-- '));
    for (const line of says)
      expect(
        comments.some((each) => each.startsWith(`-- ${line}`)),
        comments.join('\n'),
      ).toBe(true);
    const untaken = (lines: readonly string[]) => lines.filter((line) => line.includes('Does not take back'));
    expect(untaken(comments)).toHaveLength(untaken(says).length);
    expect(draft?.reasons.join('\n') ?? '').toMatch(because ?? /^$/);
    expect(draft).toMatchObject({ proved: because === undefined, written: because === undefined });
    expect(written.includes(`000${at + 1}_step_down.sql`)).toBe(because === undefined);
  });

  it('that is not proved makes exit code 2', () => expect(ran.code).toBe(2));
});

describe('no file is replaced', () => {
  it('but what stands in the way is said', async () => {
    const cwd = await newStranger({
      ...configOf(''),
      ...historyOf(['CREATE TABLE a (id int)', '-- irreversible: mine']),
    });
    const there = join(cwd, 'drizzle/0000_step_down.sql');
    const { code, stderr } = await runIn(cwd, ['down', '0000_step', '--write']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'driftproof: drizzle/0000_step_down.sql: 0000_step has a down file already; remove it to have another drafted; no file is replaced\n',
    });
    expect(await readFile(there, 'utf8')).toBe('-- irreversible: mine');
    expect((await runIn(cwd, ['down', '0001_none'])).stderr).toContain('there is no migration 0001_none');
    expect(await runIn(cwd, ['down', '--write'])).toMatchObject({ code: 0, downs: [] });
  });

  it('nor is one that comes up meanwhile, and nothing is left of the others then', async () => {
    const cwd = await newStranger({ 'b.sql': 'mine' });
    const files = ['a.sql', 'b.sql'].map((path) => ({ path, place: join(cwd, path), text: 'ours' }));
    await expect(writeNew(files)).rejects.toThrow(/^b\.sql: cannot be written: .*EEXIST|exist/);
    expect((await readdir(cwd)).filter((name) => name.includes('.sql'))).toEqual(['b.sql']);
    expect(await readFile(join(cwd, 'b.sql'), 'utf8')).toBe('mine');
  });

  it('and without --write none is made', async () => {
    const cwd = await newStranger({ ...configOf(''), ...historyOf(['CREATE TABLE a (id int)']) });
    await writeFile(join(cwd, 'note.txt'), '');
    const { code, downs } = await runIn(cwd, ['down', '--rows', '2']);
    expect({ code, written: downs.map(({ written }) => written) }).toEqual({ code: 2, written: [false] });
    expect(await readdir(join(cwd, 'drizzle'))).toEqual(['0000_step.sql', 'meta']);
  });
});
