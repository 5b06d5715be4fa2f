import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { statementsIn } from '../../../src/harness/sql/parse.ts';
import { onSuiteServer } from '../../support/cli.ts';
import { printedBy, runPrinted } from '../../support/printed.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { asked, built, renames, rows } from './renames-by-hand.ts';

const databases = useScratchDatabases();
const write = useStrangers();
let project: string;
let filled: Scratch;

beforeAll(async () => {
  project = await write({ ...configOf(''), ...historyOf([built]) });
  filled = await databases.create();
  await filled.run(built + rows);
});

const command = (name: string, live: Scratch, more: readonly string[] = [], cwd = project) =>
  printedBy([name, ...more, ...onSuiteServer()], live.url, cwd);

const session = /^(SET|BEGIN|COMMIT)/;

/** What a plan does, as it is printed. */
const sqlOf = async (stdout: string): Promise<string[]> =>
  (await statementsIn(stdout))
    .map(({ text }) => text.replace(/^(\s*--.*\n)*\s*/, ''))
    .filter((sql) => !session.test(sql));

const doubtsIn = (stdout: string): string[] =>
  stdout.match(/NOT (PROVED|PLANNED).*|(destroys|fails on) .*/g) ?? [];

const valuesIn = (live: Scratch) => live.run(`SET search_path = public; ${asked}`);

describe('repair renames, is proved, and keeps every value', () => {
  it.each(renames)('%s', async (_, sql, expected) => {
    const live = await databases.clone(filled);
    const values = await valuesIn(live);
    await live.run(sql);
    const { stdout } = await command('repair', live);
    expect(doubtsIn(stdout)).toEqual([]);
    expect(await sqlOf(stdout)).toEqual(expected);
    await runPrinted(live, stdout);
    expect(await valuesIn(live)).toEqual(values);
    expect((await runIn(project, ['drift'], live.url)).serious).toEqual([]);
    await live.drop();
  });
});

it('a rename is not to blame for what another statement takes away', async () => {
  const live = await databases.clone(filled);
  await live.run(
    "ALTER TABLE log ATTACH PARTITION log_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
  );
  await live.run('ALTER TABLE person RENAME age TO years');
  const { stdout } = await command('repair', live);
  expect(await sqlOf(stdout)).toContain('ALTER TABLE "public"."person" RENAME COLUMN "years" TO "age"');
  expect(stdout).toMatch(/destroys .*\n.*DETACH PARTITION/);
  expect(stdout).not.toContain('NOT PLANNED');
  await live.drop();
});

describe('what is taken for two things, as ever', () => {
  const destroying = async (sql: string): Promise<{ stdout: string; sql: string[] }> => {
    const live = await databases.clone(filled);
    await live.run(sql);
    const { stdout } = await command('repair', live, ['--destructive']);
    await live.drop();
    return { stdout, sql: await sqlOf(stdout) };
  };

  it('is what may be either of two', async () => {
    const { stdout, sql } = await destroying('ALTER TABLE twin_a RENAME TO x; DROP TABLE twin_b');
    expect(sql).toContain('DROP TABLE "public"."x"');
    expect(sql.filter((each) => /RENAME/.test(each))).toEqual([]);
    expect(stdout).toContain('-- destroys the rows of the table');
  });

  it('is what the server does not rename, and the plan says so', async () => {
    const { stdout, sql } =
      await destroying(`ALTER TABLE fresh RENAME TO newest; CREATE TYPE fresh AS ENUM ('a');
      ALTER TABLE twin_a ALTER what TYPE fresh USING what::fresh`);
    expect(sql).toContain('DROP TABLE "public"."newest"');
    expect(sql.filter((each) => /RENAME/.test(each))).toEqual([]);
    expect(stdout).toContain('-- destroys the rows of the table');
    expect(stdout).toContain(
      'NOT PLANNED: table public.fresh (name): table public.newest cannot be given this name, and is dropped: type "fresh" already exists',
    );
  });
});

it('a rename is not proved, and nothing is dropped for that, where no copy is like the table', async () => {
  const live = await databases.clone(filled);
  await live.run(`CREATE FUNCTION odd(integer) RETURNS integer LANGUAGE internal IMMUTABLE AS 'int4abs';
    ALTER TABLE fresh RENAME TO newest; CREATE INDEX odd_ones ON newest (odd(id))`);
  const { stdout } = await command('repair', live, ['--destructive']);
  expect(stdout).toMatch(
    /-- NOT PROVED: no copy is like the database in this: .*\nALTER TABLE "public"."newest" RENAME TO "fresh";/,
  );
  expect(stdout).not.toMatch(/(DROP|CREATE) TABLE/);
  await live.drop();
});

it.each([
  ['a column', 'ALTER TABLE pair DROP last; ALTER TABLE pair ADD lost text', 'lost'],
  [
    'a table',
    'DROP TABLE stale; CREATE TABLE old (id integer CONSTRAINT stale_key PRIMARY KEY, since date)',
    'old',
  ],
])(
  '%s that was dropped, and another one like it, are guessed to be one, and the plan says so there',
  async (_, sql, name) => {
    const live = await databases.clone(filled);
    await live.run(sql);
    const { stdout } = await command('repair', live);
    expect(stdout).toMatch(
      new RegExp(
        `was it renamed to ${name}, .*\\n-- this is a guess, which no value was asked about: if ${name} is another one, drop it first, and plan again; what is missing is made then\\nALTER TABLE .*"${name}" (RENAME )?TO`,
      ),
    );
    await live.drop();
  },
);

it('an index that has another name is no matter of values, and no guess is told', async () => {
  const live = await databases.clone(filled);
  await live.run('ALTER INDEX by_age RENAME TO age_first');
  expect((await command('repair', live)).stdout).not.toContain('guess');
  await live.drop();
});

it('drift --sql writes it, and psql runs it', async () => {
  const live = await databases.clone(filled);
  const values = await valuesIn(live);
  await live.run('ALTER TABLE person RENAME age TO years; ALTER TABLE team RENAME TO side');
  const file = join(project, 'repair.sql');
  await command('drift', live, ['--sql', file]);
  await promisify(execFile)('psql', ['-v', 'ON_ERROR_STOP=1', '-f', file, live.url.href]);
  expect(await valuesIn(live)).toEqual(values);
  await live.drop();
});
