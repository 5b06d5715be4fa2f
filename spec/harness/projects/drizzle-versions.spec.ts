import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runKit, useDrizzle } from '../../support/own-drizzle.ts';
import { configOf, type Files, runIn, useStrangers, writeFiles } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

/** There is no down, and the clock of the suite is fixed. */
const severity = { 'migration-down-missing': 'info', 'migration-when-future': 'info' };
const settings = { 'driftproof.config.ts': `export default ${JSON.stringify({ severity })};` };

/** Three small projects: what each declares, and what is declared besides later on. */
const projects: Readonly<Record<string, { schema: string; more: string; found: string }>> = {
  'lists, uniques and enums': {
    schema: `export const mood = d.pgEnum('mood', ['calm', 'cross']);
      export const person = d.pgTable('person', { id: d.serial().primaryKey(), tags: d.text().array(), grid: d.integer().array().notNull(),
        email: d.text().notNull().unique(), mood: mood().default('calm'), at: d.timestamp({ withTimezone: true }).defaultNow() },
        (t) => [d.unique().on(t.email, t.mood), d.index().on(t.at.desc())]);`,
    more: "export const pet = d.pgTable('pet', { id: d.integer() });",
    found: 'table-missing pet',
  },
  'keys between schemas': {
    schema: `export const shop = d.pgSchema('shop');
      export const item = shop.table('item', { a: d.integer(), b: d.varchar({ length: 20 }), name: d.text() },
        (t) => [d.primaryKey({ columns: [t.a, t.b] }), d.check('positive', sql\`\${t.a} > 0\`)]);
      export const line = d.pgTable('line', { id: d.uuid().primaryKey().defaultRandom(), a: d.integer(), b: d.varchar({ length: 20 }),
        other: d.uuid().references(() => line.id, { onDelete: 'cascade' }), price: d.numeric({ precision: 10, scale: 2 }).default('0.00') },
        (t) => [d.foreignKey({ columns: [t.a, t.b], foreignColumns: [item.a, item.b] })]);`,
    more: "export const count = d.pgSequence('count');",
    found: 'sequence-missing count',
  },
  'views and policies': {
    schema: `export const note = d.pgTable('note', { id: d.bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(), owner: d.text(),
        size: d.integer().generatedAlwaysAs(sql\`length(owner)\`), data: d.jsonb().default({}) },
        (t) => [d.pgPolicy('own', { for: 'select', using: sql\`owner = current_user\` })]);
      export const owners = d.pgView('owners').as((qb) => qb.select({ owner: note.owner }).from(note));
      export const sizes = d.pgMaterializedView('sizes').as((qb) => qb.select({ size: note.size }).from(note));`,
    more: "export const seen = d.pgView('seen').as((qb) => qb.select({ id: note.id }).from(note)); import { note } from './schema.ts';",
    found: 'view-missing seen',
  },
};

/** A project with one version of Drizzle, and the migration that this version's own command generates for it. */
async function generated(version: string, schema: string): Promise<string> {
  const { 'schema.ts': text = '', ...config } = configOf(`import { sql } from 'drizzle-orm';\n${schema}`, {
    schema: './db',
    out: './drizzle',
  });
  const folder = await write({ ...config, ...settings, 'db/schema.ts': text }, false);
  await useDrizzle(folder, version);
  await runKit(folder, version, 'generate');
  return folder;
}

async function sqlIn(folder: string): Promise<string> {
  const out = join(folder, 'drizzle');
  const paths = await readdir(out, { recursive: true });
  const [path = ''] = paths.filter((name) => name.endsWith('.sql'));
  return readFile(join(out, path), 'utf8');
}

describe.each(['0.30', '0.31', '1.0-rc'])("a project's own Drizzle is %s", (version) => {
  it.each(Object.entries(projects))('%s', async (_, { schema, more, found }) => {
    const folder = await generated(version, schema);
    const live = await databases.create();
    await live.run(await sqlIn(folder));
    for (const command of ['verify', 'drift']) {
      const { serious, code, stderr } = await runIn(folder, [command], live.url);
      expect({ serious, code }, stderr).toEqual({ serious: [], code: 0 });
    }
    await writeFiles(folder, { 'db/more.ts': `import * as d from 'drizzle-orm/pg-core';\n${more}` });
    expect(await runIn(folder, ['verify'])).toMatchObject({ serious: [found], code: 2 });
  });
});

describe('a Drizzle that is not supported is named, with those that are', () => {
  const packages = (kit: string, orm: string): Files => ({
    'node_modules/drizzle-kit/package.json': `{ "name": "drizzle-kit", "version": "${kit}", "main": "index.js" }`,
    'node_modules/drizzle-kit/index.js': '',
    'node_modules/drizzle-orm/package.json': `{ "name": "drizzle-orm", "version": "${orm}", "main": "index.js" }`,
    'node_modules/drizzle-orm/index.js': '',
    'node_modules/drizzle-orm/pg-core.js': 'exports.x = 1;',
  });
  it.each([
    [
      '0.20.18',
      '0.29.5',
      /its drizzle-kit is 0\.20\.18; supported are 0\.30, 0\.31 and 1\.0 from its release candidates on$/,
    ],
    ['2.0.0', '2.0.0', /its drizzle-kit is 2\.0\.0; supported are 0\.30/],
    ['1.0.0-beta.1', '1.0.0-beta.1', /its drizzle-kit is 1\.0\.0-beta\.1; supported are/],
    [
      '0.31.11',
      '1.0.0-rc.5',
      /drizzle-kit 0\.31\.11 does not read schemas of drizzle-orm 1\.0\.0-rc\.5; install/,
    ],
  ])('drizzle-kit %s with drizzle-orm %s', async (kit, orm, line) => {
    const folder = await write({ ...configOf('export const x = d.x;'), ...packages(kit, orm) }, false);
    const live = await databases.create();
    await live.run('CREATE TABLE t (a int)');
    const { stderr, code } = await runIn(folder, ['drift'], live.url);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(line);
    expect(code).toBe(1);
  });
});
