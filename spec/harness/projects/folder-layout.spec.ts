import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { runKit, useDrizzle } from '../../support/own-drizzle.ts';
import { runIn, useStrangers, writeFiles } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();
const version = '1.0-rc';

const first = `import * as d from 'drizzle-orm/pg-core';
export const mood = d.pgEnum('mood', ['calm', 'cross']);
export const person = d.pgTable('person', { id: d.serial().primaryKey(), mood: mood().default('calm') });`;
const second = `${first}
export const pet = d.pgTable('pet', { id: d.integer().primaryKey(), owner: d.integer().references(() => person.id), name: d.text() },
  (t) => [d.index().on(t.name)]);`;

/** The clock of the suite is fixed. */
const settings = {
  'driftproof.config.ts': `export default { severity: { 'migration-when-future': 'info' } };`,
};

describe('a project whose migrations drizzle-kit 1.x keeps in a folder each', () => {
  let cwd: string;
  let live: Scratch;
  let tags: string[];

  beforeAll(async () => {
    live = await databases.create();
    const config = {
      dialect: 'postgresql',
      schema: './schema.ts',
      out: './drizzle',
      dbCredentials: { url: live.url.href },
    };
    cwd = await write(
      {
        'drizzle.config.ts': `export default ${JSON.stringify(config)};`,
        'schema.ts': first,
        ...settings,
      },
      false,
    );
    await useDrizzle(cwd, version);
    await runKit(cwd, version, 'generate', '--name', 'first');
    await writeFiles(cwd, { 'schema.ts': second });
    await runKit(cwd, version, 'generate', '--name', 'second');
    tags = (await readdir(join(cwd, 'drizzle'))).sort();
  });

  it('gets each missing down file beside its migration, and verify finds nothing', async () => {
    const { code, downs } = await runIn(cwd, ['down', '--write', '--rows', '3']);
    expect({ code, paths: downs.map(({ path, written }) => written && path) }).toEqual({
      code: 0,
      paths: tags.map((tag) => `drizzle/${tag}/down.sql`),
    });
    for (const tag of tags)
      expect((await readdir(join(cwd, 'drizzle', tag))).sort()).toEqual([
        'down.sql',
        'migration.sql',
        'snapshot.json',
      ]);
    const down = await readFile(join(cwd, `drizzle/${tags[1]}/down.sql`), 'utf8');
    expect(down).toMatch(/^-- Loses the rows of the table public\.pet\.\n/);
    expect(await runIn(cwd, ['verify', '--rows', '3'])).toMatchObject({ code: 0, serious: [] });
    expect((await runIn(cwd, ['down', tags[0] ?? ''])).stderr).toBe(
      `driftproof: drizzle/${tags[0]}/down.sql: ${tags[0]} has a down file already; remove it to have another drafted; no file is replaced\n`,
    );
  });

  it('is applied by its own drizzle-kit as before, and agrees', async () => {
    await runKit(cwd, version, 'migrate');
    for (const command of ['status', 'drift'])
      expect(await runIn(cwd, [command], live.url)).toMatchObject({ code: 0, serious: [] });
    await runKit(cwd, version, 'generate');
    expect((await readdir(join(cwd, 'drizzle'))).sort()).toEqual(tags);
  });

  it('has a baseline of what a live database is like, which fails on what is new and on what is gone', async () => {
    const drift = (): Promise<unknown> =>
      runIn(cwd, ['drift'], live.url).then(({ code, serious }) => [code, ...serious]);
    const baseline = (): Promise<unknown> =>
      runIn(cwd, ['baseline', '--for', 'drift'], live.url).then(({ code, serious }) => [code, ...serious]);
    await live.run('ALTER TABLE pet ALTER name SET NOT NULL; CREATE TABLE backup (id integer)');
    expect(await drift()).toEqual([2, 'table-extra backup', 'column-not-null name']);
    expect(await baseline()).toEqual([0]);
    expect(await drift()).toEqual([0]);
    await live.run('DROP INDEX pet_name_index');
    expect(await drift()).toEqual([2, 'index-missing pet_name_index']);
    expect(await baseline()).toEqual([2, 'index-missing pet_name_index']);
    await live.run('CREATE INDEX pet_name_index ON pet (name); DROP TABLE backup');
    expect(await drift()).toEqual([2, 'baseline-stale baseline table-extra table public.backup']);
    expect(await baseline()).toEqual([0]);
    expect(await drift()).toEqual([0]);
    const { known } = JSON.parse(await readFile(join(cwd, 'driftproof.baseline.json'), 'utf8'));
    expect(known).toMatchObject([{ question: 'migrations ↔ database', rule: 'column-not-null', count: 1 }]);
  });
});
