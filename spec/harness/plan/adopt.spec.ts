import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AdoptionReport } from '../../../src/harness/model/adoption-report.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, useProjects } from '../../support/cli.ts';
import { printedBy, runPrinted } from '../../support/printed.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { handMade, sampled } from './hand-made.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
let migrated: Scratch;

beforeAll(async () => {
  migrated = await databases.create();
  await migrateByDrizzle(migrated.url);
});

const command = (name: string, live: Scratch, cwd: string, more: readonly string[] = []) =>
  printedBy(
    [name, ...more, ...(name === 'status' || name === 'history' ? [] : onSuiteServer())],
    live.url,
    cwd,
  );

async function adopted(live: Scratch, cwd: string, more: readonly string[] = []): Promise<AdoptionReport> {
  const { stdout, stderr } = await command('adopt', live, cwd, ['--format', 'json', ...more]);
  const { adoption } = JSON.parse(stdout);
  if (!adoption) throw new Error(stderr);
  return adoption;
}

/** Rules of what is found, but for what no statement does. */
async function foundIn(name: string, live: Scratch, cwd: string): Promise<string[]> {
  const { stdout } = await command(name, live, cwd, ['--format', 'json']);
  const { findings }: { readonly findings: readonly { rule: string }[] } = JSON.parse(stdout);
  return findings.map(({ rule }) => rule).filter((rule) => rule !== 'table-column-order');
}

const names = (remarks: readonly string[]): string[] =>
  remarks.filter((each) => !each.includes('columnOrder'));

/** No statement makes an index invalid: on a new database it is valid. */
const invalid = (sentence: string): string[] => (sentence === 'an index is INVALID' ? ['index-valid'] : []);

describe('after what adopt prints, the repository and the database agree', () => {
  it.each(sampled)('%s', async (sentence, sql) => {
    const [live, cwd] = [await databases.clone(migrated), await newProject()];
    await live.run(sql);
    const { ledger, remarks, tag } = await adopted(live, cwd, ['--write', '--name', 'by_hand']);
    const isLeft = invalid(sentence);
    expect(names(remarks)).toHaveLength(isLeft.length);
    if (tag !== null) {
      await runPrinted(live, ledger ?? '');
      expect(await foundIn('status', live, cwd)).toEqual([]);
      expect(await foundIn('history', live, cwd)).toEqual([]);
      const deployed = await databases.create();
      await migrateByDrizzle(deployed.url, join(cwd, 'drizzle/migrations'));
      expect(await foundIn('drift', deployed, cwd)).toEqual([]);
      await deployed.drop();
    }
    expect(await foundIn('drift', live, cwd)).toEqual(isLeft);
    await live.drop();
  });

  it('all of it at once, with a down that takes it back', async () => {
    const [live, cwd] = [await databases.clone(migrated), await newProject()];
    await live.run(handMade.map(([, sql]) => sql).join(';\n'));
    const { ledger, files } = await adopted(live, cwd, ['--write']);
    await runPrinted(live, ledger ?? '');
    expect(await foundIn('status', live, cwd)).toEqual([]);
    expect(await foundIn('drift', live, cwd)).toEqual(['index-valid']);
    const deployed = await databases.create();
    await migrateByDrizzle(deployed.url, join(cwd, 'drizzle/migrations'));
    expect(await foundIn('drift', deployed, cwd)).toEqual([]);
    const down = files.find(({ path }) => path.endsWith('_down.sql'))?.text ?? '';
    for (const loss of [
      'the values of the column public.outputs.rating',
      'the rows of the table public.backup_of_monday',
    ])
      expect(down.split('\n')[0]).toContain(loss);
    await runPrinted(deployed, down);
    await deployed.run(
      `DELETE FROM drizzle.__drizzle_migrations WHERE id = (SELECT max(id) FROM drizzle.__drizzle_migrations)`,
    );
    expect(await foundIn('drift', deployed, resolve('.'))).toEqual([]);
    const snapshot = JSON.parse(files.find(({ path }) => path.endsWith('_snapshot.json'))?.text ?? '');
    const { outputs, output_asset } = Object.fromEntries(
      ['outputs', 'output_asset'].map((name) => [name, snapshot.tables[`public.${name}`]]),
    );
    expect(outputs.columns.rating).toMatchObject({ name: 'rating', type: 'smallint' });
    expect(outputs.columns.prompt.notNull).toBe(false);
    expect(output_asset.columns).not.toHaveProperty('height');
    expect(snapshot.enums['public.output_status'].values).toContain('paused');
  });

  it('drizzle-kit has nothing to generate once the schema declares it', async () => {
    const [live, cwd] = [await databases.clone(migrated), await newProject()];
    await live.run('ALTER TABLE outputs ADD COLUMN rating integer DEFAULT 3');
    const { schema } = await adopted(live, cwd, ['--write']);
    expect(schema).toContain('rating: integer().default(3)');
    const file = join(cwd, 'src/lib/schema.ts');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace("prompt: text('prompt').notNull(),", `$& rating: integer('rating').default(3),`),
    );
    const kit = resolve('node_modules/drizzle-kit/bin.cjs');
    const { stdout } = await promisify(execFile)(process.execPath, [kit, 'generate'], { cwd });
    expect(stdout).toContain('No schema changes');
    await live.drop();
  });
});

describe('adopt', () => {
  it('shows what it would write, and writes nothing without --write', async () => {
    const [live, cwd] = [await databases.clone(migrated), await newProject()];
    await live.run('DROP INDEX output_asset_is_removed_idx; GRANT SELECT ON outputs TO PUBLIC, pg_monitor');
    const journal = join(cwd, 'drizzle/migrations/meta/_journal.json');
    const before = await readFile(journal, 'utf8');
    const { code, stdout } = await command('adopt', live, cwd);
    expect(code).toBe(2);
    expect(stdout).toContain(
      'new: drizzle/migrations/0009_adopt.sql\n  DROP INDEX "public"."output_asset_is_removed_idx";',
    );
    expect(stdout).toMatch(/^ {2}INSERT INTO "drizzle"\."__drizzle_migrations"/m);
    expect(stdout).toContain('GRANT SELECT ON TABLE "public"."outputs" TO PUBLIC');
    expect(stdout).toMatch(/^not compared: 1 grant, none by a migration$/m);
    expect(await readFile(journal, 'utf8')).toBe(before);
    await live.drop();
  });

  it('overwrites nothing', async () => {
    const [live, cwd] = [await databases.clone(migrated), await newProject()];
    await live.run('DROP INDEX output_asset_is_removed_idx');
    await writeFile(join(cwd, 'drizzle/migrations/0009_adopt_down.sql'), '-- mine');
    const { code, stderr } = await command('adopt', live, cwd, ['--write']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('0009_adopt_down.sql')]);
    expect(await readdir(join(cwd, 'drizzle/migrations'))).not.toContain('0009_adopt.sql');
    await live.drop();
  });

  it('has nothing to do where they agree', async () => {
    const { code, stdout } = await command('adopt', migrated, await newProject());
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing to adopt')]);
  });

  it('says what no statement does', async () => {
    const live = await databases.clone(migrated);
    await live.run(
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'output_asset_is_removed_idx'::regclass",
    );
    const { code, stdout } = await command('adopt', live, await newProject());
    expect(code).toBe(2);
    expect(stdout).toContain('driftproof adopt: nothing can be adopted from ');
    expect(stdout).toContain(
      '\nnot adopted: index public.output_asset.output_asset_is_removed_idx (valid): no statement makes a valid index invalid\n',
    );
    await live.drop();
  });

  it('refuses a database with pending migrations: what is marked over them never runs', async () => {
    const live = await databases.clone(migrated);
    await live.run('DELETE FROM drizzle.__drizzle_migrations WHERE id = 9');
    const { code, stderr } = await command('adopt', live, await newProject());
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('1 migration of the project are not applied'),
    ]);
    await live.drop();
  });

  it.each(['../x', 'a b', ''])('refuses %j as a name', async (name) => {
    const { code, stderr } = await command('adopt', migrated, await newProject(), ['--name', name]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('--name')]);
  });
});
