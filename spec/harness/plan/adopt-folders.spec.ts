import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AdoptionReport } from '../../../src/harness/model/adoption-report.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { onSuiteServer } from '../../support/cli.ts';
import { runKit, useDrizzle } from '../../support/own-drizzle.ts';
import { printedBy, runPrinted } from '../../support/printed.ts';
import { runIn, useStrangers, writeFiles } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();
const version = '1.0-rc';

const first = `import * as d from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
export const mood = d.pgEnum('mood', ['calm', 'cross']);
export const person = d.pgTable('person', { id: d.serial().primaryKey(), mood: mood().default('calm'), age: d.integer(), email: d.text().unique() },
  (t) => [d.check('grown', sql\`\${t.age} > 0\`)]);`;
const second = `${first}
export const pet = d.pgTable('pet', { id: d.integer().primaryKey(), owner: d.integer().references(() => person.id), name: d.text() },
  (t) => [d.index().on(t.name)]);`;

/** What somebody did by hand, and the changes of the schema that declare it. */
interface Drift {
  readonly sql: string;
  readonly declared: readonly (readonly [was: string, is: string])[];
}

const drifts: Readonly<Record<string, Drift>> = {
  'columns, defaults, keys, checks and indexes': {
    sql: `ALTER TABLE pet ADD COLUMN rating smallint DEFAULT 3; ALTER TABLE person DROP COLUMN email; ALTER TABLE person ALTER mood SET DEFAULT 'cross';
      ALTER TABLE pet ALTER owner SET NOT NULL; DROP INDEX pet_name_index; ALTER TABLE person DROP CONSTRAINT grown`,
    declared: [
      ['name: d.text()', 'name: d.text(), rating: d.smallint().default(3)'],
      [', email: d.text().unique()', ''],
      ["default('calm')", "default('cross')"],
      ['person.id)', 'person.id).notNull()'],
      ['d.index().on(t.name)', ''],
      [/d\.check\(.*?\)(?=\])/.exec(first)?.[0] ?? '', ''],
    ],
  },
  'a label more, and what no snapshot holds': {
    sql: `ALTER TYPE mood ADD VALUE 'glad'; CREATE FUNCTION three() RETURNS integer LANGUAGE sql AS 'SELECT 3';
      GRANT SELECT ON pet TO PUBLIC`,
    declared: [["'cross']", "'cross', 'glad']"]],
  },
  'another name': {
    sql: 'ALTER TABLE pet RENAME name TO called',
    declared: [['name: d.text()', "name: d.text('called')"]],
  },
  'one table more, and one less': {
    sql: 'CREATE TABLE toy (id integer PRIMARY KEY, owner integer REFERENCES person); DROP TABLE pet',
    declared: [
      [
        second.slice(first.length),
        `\nexport const toy = d.pgTable('toy', { id: d.integer().primaryKey(), owner: d.integer() }, (t) =>
        [d.foreignKey({ name: 'toy_owner_fkey', columns: [t.owner], foreignColumns: [person.id] })]);`,
      ],
    ],
  },
};

const config = ({ url }: Scratch): string =>
  `export default ${JSON.stringify({ dialect: 'postgresql', schema: './schema.ts', out: './drizzle', dbCredentials: { url: url.href } })};`;

let generated: Record<string, string>;
let migrated: Scratch;

beforeAll(async () => {
  migrated = await databases.create();
  const cwd = await write(
    {
      'drizzle.config.ts': config(migrated),
      'driftproof.config.ts':
        "export default { severity: { 'migration-when-future': 'info', 'migration-down-missing': 'off' } };",
      'schema.ts': first,
    },
    false,
  );
  await useDrizzle(cwd, version);
  await runKit(cwd, version, 'generate', '--name', 'first');
  await writeFiles(cwd, { 'schema.ts': second });
  await runKit(cwd, version, 'generate', '--name', 'second');
  await runKit(cwd, version, 'migrate');
  const paths = ['schema.ts', 'driftproof.config.ts'];
  for (const tag of await readdir(join(cwd, 'drizzle')))
    paths.push(`drizzle/${tag}/migration.sql`, `drizzle/${tag}/snapshot.json`);
  generated = Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(cwd, path), 'utf8')] as const)),
  );
});

/** A project of which a database has run all migrations. */
async function migratedProject(): Promise<{ live: Scratch; cwd: string }> {
  const live = await databases.clone(migrated);
  const cwd = await write({ ...generated, 'drizzle.config.ts': config(live) }, false);
  await useDrizzle(cwd, version);
  return { live, cwd };
}

const printed = (live: Scratch, cwd: string, ...more: readonly string[]) =>
  printedBy(['adopt', ...more, ...onSuiteServer()], live.url, cwd);

async function adopted(live: Scratch, cwd: string): Promise<AdoptionReport> {
  const { stdout, stderr } = await printed(live, cwd, '--write', '--name', 'by_hand', '--format', 'json');
  const { adoption } = JSON.parse(stdout);
  if (!adoption) throw new Error(stderr);
  return adoption;
}

const serious = async (command: string, cwd: string, live?: Scratch) =>
  (await runIn(cwd, [command], live?.url)).serious;

describe('what adopt writes where each migration has a folder', () => {
  it.each(Object.entries(drifts))('%s', async (_, { sql, declared }) => {
    const { live, cwd } = await migratedProject();
    await live.run(sql);
    const { tag, files, ledger, remarks } = await adopted(live, cwd);
    expect(remarks).toEqual([]);
    expect(tag).toMatch(/^\d{14}_by_hand$/);
    expect(files.map(({ path }) => path)).toEqual(
      ['migration.sql', 'down.sql', 'snapshot.json'].map((name) => `drizzle/${tag}/${name}`),
    );
    expect((await readdir(join(cwd, 'drizzle'))).sort().at(-1)).toBe(tag);

    await runPrinted(live, ledger ?? '');
    for (const command of ['status', 'drift']) expect(await serious(command, cwd, live)).toEqual([]);
    expect(await serious('history', cwd)).toEqual([]);

    // Its own migrator takes the row for its own, and brings another database to the same.
    await runKit(cwd, version, 'migrate');
    const rows = 'SELECT name, hash, created_at::text FROM drizzle.__drizzle_migrations ORDER BY name';
    const [[known], other] = [await live.run(rows), await databases.create()];
    await writeFiles(cwd, { 'drizzle.config.ts': config(other) });
    await runKit(cwd, version, 'migrate');
    expect((await other.run(rows))[0]).toEqual(known);
    expect(await serious('drift', cwd, other)).toEqual([]);

    // Its own generator is content with the snapshot, once the schema declares what was adopted.
    const schema = declared.reduce((text, [was, is]) => text.replace(was, is), second);
    await writeFiles(cwd, { 'schema.ts': schema });
    await runKit(cwd, version, 'check');
    expect(await runKit(cwd, version, 'generate')).toContain('No schema changes');
    for (const each of [live, other]) await each.drop();
  });

  it('is shown first, with the row that its migrator would write, and where nothing is left nothing is adopted', async () => {
    const { live, cwd } = await migratedProject();
    await live.run('DROP INDEX pet_name_index');
    const before = await readdir(join(cwd, 'drizzle'));
    const { code, stdout } = await printed(live, cwd);
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^new: drizzle\/\d{14}_adopt\/migration\.sql\n {2}DROP INDEX "public"\."pet_name_index";/m,
    );
    expect(stdout).toMatch(
      /INSERT INTO "drizzle"\."__drizzle_migrations" \(hash, created_at, name\) VALUES \('[0-9a-f]{64}', \d{13}, '\d{14}_adopt'\);/,
    );
    expect(await readdir(join(cwd, 'drizzle'))).toEqual(before);
    const { ledger } = await adopted(live, cwd);
    await runPrinted(live, ledger ?? '');
    expect(await printed(live, cwd)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing to adopt'),
    });
    await live.drop();
  });

  it('is recorded without a name where the ledger is one of 0.x, and its own migrator knows it all the same', async () => {
    const { live, cwd } = await migratedProject();
    await live.run(
      'ALTER TABLE drizzle.__drizzle_migrations DROP COLUMN name, DROP COLUMN applied_at; DROP INDEX pet_name_index',
    );
    const { tag, ledger } = await adopted(live, cwd);
    await runPrinted(live, ledger ?? '');
    for (const command of ['status', 'drift']) expect(await serious(command, cwd, live)).toEqual([]);
    await runKit(cwd, version, 'migrate');
    const [rows] = await live.run('SELECT name FROM drizzle.__drizzle_migrations ORDER BY created_at');
    expect(rows?.map(({ name }) => name)).toEqual([expect.any(String), expect.any(String), tag]);
    await live.drop();
  });

  it('says what its own generator asks about after a table got another name', async () => {
    const { live, cwd } = await migratedProject();
    await live.run('ALTER TABLE pet RENAME TO animal');
    const { remarks } = await adopted(live, cwd);
    expect(remarks).toEqual([
      'once the schema declares table public.animal, drizzle-kit generate asks whether it renames or creates what it calls after the table (answer rename): foreign-key public.animal.pet_owner_person_id_fkey, index public.animal.pet_name_index, primary-key public.animal.pet_pkey',
    ]);
    await writeFiles(cwd, { 'schema.ts': second.replace("d.pgTable('pet'", "d.pgTable('animal'") });
    const { stdout } = await runKit(cwd, version, 'generate').then(
      () => ({ stdout: '' }),
      (error) => error,
    );
    expect(stdout.match(/Rename or create .*/g)).toEqual([
      'Rename or create  —  index  public.animal.animal_name_index',
      'Rename or create  —  primary key  public.animal.animal_pkey',
      'Rename or create  —  foreign key  public.animal.animal_owner_person_id_fkey',
    ]);
    await live.drop();
  });
});
