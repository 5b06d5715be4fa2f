import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { sqlFile } from '../../../src/harness/sql/sql-file.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, useProjects } from '../../support/cli.ts';
import { printedBy, runPrinted } from '../../support/printed.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
const write = useStrangers();

const runFile = async (database: Scratch, sql: string): Promise<void> => {
  for (const { text } of sqlFile('', sql).parts) await database.run(text);
};

describe('adopt', () => {
  const rows = `INSERT INTO users (id, email) VALUES ('00000000-0000-4000-8000-000000000001', 'a@x.org');
    INSERT INTO outputs (user_id, prompt) VALUES ('00000000-0000-4000-8000-000000000001', 'a cat'), ('00000000-0000-4000-8000-000000000001', 'a dog')`;
  let filled: Scratch;

  beforeAll(async () => {
    filled = await databases.create();
    await migrateByDrizzle(filled.url);
    await filled.run(rows);
  });

  const adopted = async (live: Scratch, cwd: string) => {
    const { stdout, stderr } = await printedBy(
      ['adopt', '--write', '--format', 'json', ...onSuiteServer()],
      live.url,
      cwd,
    );
    const { adoption } = JSON.parse(stdout);
    if (!adoption?.tag) throw new Error(stderr);
    const file = (name: RegExp) =>
      adoption.files.find(({ path }: { path: string }) => name.test(path))?.text ?? '';
    return {
      adoption,
      up: file(/adopt\.sql$/),
      down: file(/_down\.sql$/),
      snapshot: JSON.parse(file(/snapshot\.json$/)),
    };
  };

  /** What drizzle-kit says that generates once the schema is changed so. */
  const generatedFor = async (
    cwd: string,
    ...changes: readonly (readonly [was: string | RegExp, is: string])[]
  ): Promise<string> => {
    const file = join(cwd, 'src/lib/schema.ts');
    const text = changes.reduce((schema, [was, is]) => schema.replace(was, is), await readFile(file, 'utf8'));
    await writeFile(file, text);
    const kit = resolve('node_modules/drizzle-kit/bin.cjs');
    return (await promisify(execFile)(process.execPath, [kit, 'generate'], { cwd })).stdout;
  };

  it('writes a rename of a column, up and down, which keep every value', async () => {
    const [live, other, cwd] = [
      await databases.clone(filled),
      await databases.clone(filled),
      await newProject(),
    ];
    await live.run('ALTER TABLE outputs RENAME prompt TO wish');
    const { adoption, up, down, snapshot } = await adopted(live, cwd);
    expect([up, down, adoption.remarks]).toEqual([
      '-- This is a guess, which no value was asked about: if column public.outputs.prompt and column public.outputs.wish are two, drop the one and make the other instead.\nALTER TABLE "public"."outputs" RENAME COLUMN "prompt" TO "wish";\n',
      '-- This is a guess, which no value was asked about: if column public.outputs.wish and column public.outputs.prompt are two, drop the one and make the other instead.\nALTER TABLE "public"."outputs" RENAME COLUMN "wish" TO "prompt";\n',
      [],
    ]);
    expect(snapshot.tables['public.outputs'].columns).toMatchObject({
      wish: { name: 'wish', type: 'text', notNull: true },
    });
    expect(snapshot.tables['public.outputs'].columns).not.toHaveProperty('prompt');
    await runPrinted(live, adoption.ledger);
    expect((await runIn(cwd, ['drift'], live.url)).serious).toEqual([]);
    await migrateByDrizzle(other.url, join(cwd, 'drizzle/migrations'));
    expect((await other.run('SELECT wish FROM outputs ORDER BY wish'))[0]).toEqual([
      { wish: 'a cat' },
      { wish: 'a dog' },
    ]);
    await runFile(other, down);
    expect((await other.run('SELECT prompt FROM outputs ORDER BY prompt'))[0]).toEqual([
      { prompt: 'a cat' },
      { prompt: 'a dog' },
    ]);
    expect(await generatedFor(cwd, ["'prompt'", "'wish'"])).toContain('No schema changes');
    for (const each of [live, other]) await each.drop();
  });

  it('writes a rename of a table, and drizzle-kit asks nothing and makes only keys and indexes again, whose names and texts it derives from it, once the schema declares it', async () => {
    const [live, other, cwd] = [
      await databases.clone(filled),
      await databases.clone(filled),
      await newProject(),
    ];
    await live.run(
      'ALTER TABLE reference_images RENAME COLUMN image_url TO picture; ALTER TABLE outputs RENAME TO results',
    );
    const { adoption, up, down } = await adopted(live, cwd);
    expect(`${up}${down}`).not.toMatch(/DROP|CREATE/);
    const again = [
      'index public.results.outputs_unfinished_idx',
      'index public.results.outputs_user_id_created_at_idx',
      'foreign-key public.output_asset.output_asset_output_id_outputs_id_fk',
      'foreign-key public.reference_images.reference_images_output_id_outputs_id_fk',
      'foreign-key public.results.outputs_user_id_users_id_fk',
    ];
    const [remark = '', ...others] = adoption.remarks;
    const [why, told = ''] = remark.split(/(?<=names? it): /);
    expect([why, told.split(', ').sort(), others]).toEqual([
      'once the schema declares table public.results, drizzle-kit generate drops and makes again what it calls after the table, or keeps in words that name it',
      again.sort(),
      [],
    ]);
    await migrateByDrizzle(other.url, join(cwd, 'drizzle/migrations'));
    expect((await other.run('SELECT prompt FROM results ORDER BY prompt'))[0]).toEqual([
      { prompt: 'a cat' },
      { prompt: 'a dog' },
    ]);
    await runFile(other, down);
    expect((await other.run('SELECT count(*)::int AS n FROM outputs'))[0]).toEqual([{ n: 2 }]);
    const said = await generatedFor(
      cwd,
      ["'image_url'", "'picture'"],
      [/(outputs = pgTable\(\s*)'outputs'/, "$1'results'"],
    );
    const [file = ''] = /drizzle\/migrations\/0010_\w+\.sql/.exec(said) ?? [];
    const statements = (await readFile(join(cwd, file), 'utf8')).split('--> statement-breakpoint');
    expect(
      statements.filter(
        (sql) => !/^\s*(ALTER TABLE "\w+" (ADD|DROP) CONSTRAINT|(CREATE|DROP) INDEX) /.test(sql),
      ),
    ).toEqual([]);
    const dropped = statements.flatMap((sql) => sql.match(/DROP (?:CONSTRAINT|INDEX) "(\w+)"/)?.[1] ?? []);
    expect(dropped.sort()).toEqual(again.map((name) => name.split('.').at(-1)).sort());
    for (const each of [live, other]) await each.drop();
  });
});

describe('down', () => {
  const drafted = async (...ups: readonly string[]) => {
    const project = await write({ ...configOf(''), ...historyOf(...ups.map((up) => [up] as const)) });
    const ran = await runIn(project, ['down', '--write', '--rows', '4']);
    const last =
      (await readdir(join(project, 'drizzle'))).filter((name) => name.endsWith('_down.sql')).at(-1) ?? '';
    return { ran, down: await readFile(join(project, 'drizzle', last), 'utf8') };
  };
  const made = `CREATE TABLE person (id serial PRIMARY KEY, age integer, email text);
    CREATE INDEX by_age ON person (age); CREATE VIEW grown AS SELECT id FROM person WHERE age > 17`;

  it.each([
    [
      'a column',
      'ALTER TABLE person RENAME age TO years',
      ['ALTER TABLE "public"."person" RENAME COLUMN "years" TO "age";'],
    ],
    [
      'a table and a column of it',
      'ALTER TABLE person RENAME age TO years; ALTER TABLE person RENAME TO human',
      [
        'ALTER TABLE "public"."human" RENAME TO "person";',
        'ALTER TABLE "public"."person" RENAME COLUMN "years" TO "age";',
      ],
    ],
    ['a table', 'ALTER TABLE person RENAME TO human', ['ALTER TABLE "public"."human" RENAME TO "person";']],
    [
      'a table with what is called as it is',
      'ALTER TABLE person RENAME TO human; ALTER TABLE human RENAME CONSTRAINT person_pkey TO human_pkey; ALTER SEQUENCE person_id_seq RENAME TO human_id_seq',
      [
        'ALTER TABLE "public"."human" RENAME TO "person";',
        'ALTER SEQUENCE "public"."human_id_seq" RENAME TO "person_id_seq";',
        'ALTER TABLE "public"."person" RENAME CONSTRAINT "human_pkey" TO "person_pkey";',
      ],
    ],
    [
      'a column, and adds one',
      'ALTER TABLE person RENAME age TO years; ALTER TABLE person ADD more integer',
      [
        'ALTER TABLE "public"."person" RENAME COLUMN "years" TO "age";',
        'ALTER TABLE "public"."person" DROP COLUMN "more";',
      ],
    ],
  ])('of a migration that renames %s renames back', async (_, up, expected) => {
    const { ran, down } = await drafted(made, up);
    expect(ran).toMatchObject({ code: 0, serious: [], unanswered: [] });
    const sql = down.split('\n').filter((line) => !line.startsWith('--') && line !== '');
    expect(sql).toEqual(expected);
    expect(down.split('\n')[0]).toMatch(
      up.includes('ADD') ? /^-- Loses the values of the column/ : /^-- Loses nothing/,
    );
  });

  it.each([
    [
      'that drops a column and adds one like it says that the rename is a guess',
      'ALTER TABLE person DROP email; ALTER TABLE person ADD mail text',
      true,
    ],
    ['that renames says nothing of a guess', 'ALTER TABLE person RENAME email TO mail', false],
  ])('of a migration %s', async (_, up, isGuess) => {
    const { down } = await drafted(made, up);
    const guess =
      '-- This is a guess, which no value was asked about: if column public.person.mail and column public.person.email are two, drop the one and make the other instead.\n';
    expect(
      down.endsWith(
        `${isGuess ? guess : ''}ALTER TABLE "public"."person" RENAME COLUMN "mail" TO "email";\n`,
      ),
    ).toBe(true);
    expect(down.includes('guess')).toBe(isGuess);
  });
});
