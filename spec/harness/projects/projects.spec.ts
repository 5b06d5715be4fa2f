import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { sqlState } from '../../../src/harness/postgres/sqlstates.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, runCli } from '../../support/cli.ts';
import { type Found, useStrangers, writeFiles } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const newFolder = useStrangers();

/** A copy of a project that is kept beside the specs, with some of its texts changed. */
async function copyOf(name: string, ...edits: readonly Edit[]): Promise<string> {
  const folder = await newFolder({}, false);
  await cp(join('spec/projects', name), folder, { recursive: true });
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  for (const [file, from, to] of edits) {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(folder, file), text.replace(from, to));
  }
  return folder;
}

type Edit = readonly [file: string, from: string, to: string];

/** Runs a command as people do, and says how it ended and all that it found but for infos. */
async function found(cwd: string, args: readonly string[], live?: Scratch) {
  const server = args[0] === 'history' || args[0] === 'status' ? [] : onSuiteServer();
  const ran = await runCli([...args, '--format', 'json', '--quiet', ...server], {
    cwd,
    env: live ? { DRIFTPROOF_URL: live.url.href } : {},
  });
  expect(ran.stderr).toBe('');
  const { findings } = JSON.parse(ran.stdout) as { findings: Found[] };
  const serious = findings.filter(({ severity }) => severity !== 'info');
  return [ran.code, ...serious.map(({ rule, object }) => `${rule} ${object.name}`)];
}

const databaseWith = async (...texts: readonly string[]): Promise<Scratch> => {
  const database = await databases.create();
  for (const text of texts) await database.run(text);
  return database;
};

const textsOf = (folder: string, ...files: readonly string[]): Promise<string[]> =>
  Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));

describe('a monorepo: split schema, aliases, casing, several schemas, a ledger of its own', () => {
  const name = 'monorepo';
  const config = ['--config', 'packages/db/drizzle.config.ts'];
  const migrations = 'packages/db/migrations';
  const migrated = async (folder: string): Promise<Scratch> => {
    const texts = await textsOf(folder, `${migrations}/0000_begin.sql`, `${migrations}/0001_touch.sql`);
    const ledger = `CREATE SCHEMA meta; CREATE TABLE meta.applied (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
      CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.not_compared (a int)`;
    const { createHash } = await import('node:crypto');
    const rows = texts.map((text, at) => {
      const hash = createHash('sha256').update(text).digest('hex');
      return `INSERT INTO meta.applied (hash, created_at) VALUES ('${hash}', ${Date.UTC(2025, 2, 1 + at, 9)})`;
    });
    return databaseWith(...texts, ledger, ...rows);
  };

  it('is well, from its root and from its package', async () => {
    const folder = await copyOf(name);
    const live = await migrated(folder);
    expect(await found(folder, ['history', ...config])).toEqual([0]);
    expect(await found(folder, ['verify', ...config])).toEqual([0]);
    expect(await found(folder, ['status', ...config], live)).toEqual([0]);
    expect(await found(folder, ['drift', ...config], live)).toEqual([0]);
    expect(await found(join(folder, 'packages/db'), ['verify'])).toEqual([0]);
  });

  it('has a gap in its journal', async () => {
    const folder = await copyOf(name, [`${migrations}/meta/_journal.json`, '0001_touch', '0001_touched']);
    expect(await found(folder, ['history', ...config])).toEqual([
      2,
      'migration-file-missing 0001_touched',
      'migration-unlisted 0001_touch.sql',
    ]);
  });

  it('declares what no migration makes, in a file behind an alias', async () => {
    const folder = await copyOf(
      name,
      ['packages/db/src/lib/columns.ts', 'deletedAt: timestamp', 'goneAt: timestamp'],
      ['packages/db/src/tables/people.ts', 'table.deletedAt', 'table.goneAt'],
    );
    expect(await found(folder, ['verify', ...config])).toEqual([
      2,
      'column-extra deleted_at',
      'column-missing gone_at',
      'column-extra deleted_at',
      'column-missing gone_at',
      'index-predicate people_email_idx',
    ]);
  });

  it('has a live database that was changed in its second schema', async () => {
    const folder = await copyOf(name);
    const live = await migrated(folder);
    await live.run(
      'ALTER TABLE billing.invoices ALTER currency DROP DEFAULT; DROP TRIGGER lines_are_positive ON billing.invoice_lines',
    );
    expect(await found(folder, ['drift', ...config], live)).toEqual([
      2,
      'trigger-missing lines_are_positive',
      'column-default currency',
    ]);
  });
});

describe('a project that pushes, beside what its platform brings', () => {
  const name = 'push-only';
  const pushed = `CREATE TABLE profiles (id uuid PRIMARY KEY, nick text NOT NULL CONSTRAINT profiles_nick_unique UNIQUE,
      CONSTRAINT profiles_id_users_id_fk FOREIGN KEY (id) REFERENCES auth.users (id) ON DELETE CASCADE);
    ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
    CREATE POLICY "own profile" ON profiles FOR SELECT TO public USING (id = auth.uid());`;

  it('is well', async () => {
    const folder = await copyOf(name);
    const live = await databaseWith(...(await textsOf(folder, 'platform.sql')), pushed);
    const ran = await runCli(['drift', ...onSuiteServer()], {
      cwd: folder,
      env: { DRIFTPROOF_URL: live.url.href },
    });
    expect(ran.stderr).toContain('does not set "out"');
    expect(ran.stdout).toContain('✓ schema ↔ database: db/schema.ts');
    expect(ran.code).toBe(0);
  });

  it('has a live database whose policy lets everybody read', async () => {
    const folder = await copyOf(name);
    const live = await databaseWith(...(await textsOf(folder, 'platform.sql')), pushed);
    await live.run('ALTER POLICY "own profile" ON profiles USING (true)');
    const ran = await runCli(['drift', '--quiet', '--format', 'json', ...onSuiteServer()], {
      cwd: folder,
      env: { DRIFTPROOF_URL: live.url.href },
    });
    expect(JSON.parse(ran.stdout).findings.map(({ rule }: Found) => rule)).toEqual(['policy-using']);
    expect(ran.code).toBe(2);
  });

  it('has no migrations to judge', async () => {
    for (const command of ['history', 'verify']) {
      const ran = await runCli([command], { cwd: await copyOf(name) });
      expect(ran.stderr).toMatch(/^driftproof: drizzle\.config\.ts: does not set "out", .*\n$/);
      expect(ran).toMatchObject({ code: 1, stdout: '' });
    }
  });

  it('has a prelude that fails', async () => {
    const folder = await copyOf(name, ['platform.sql', 'CREATE SCHEMA auth;', '']);
    const live = await databaseWith(
      pushed.split(';')[0]?.replace(/,\s+CONSTRAINT profiles_id.*/s, ')') ?? '',
    );
    const ran = await runCli(['drift', '--quiet', ...onSuiteServer()], {
      cwd: folder,
      env: { DRIFTPROOF_URL: live.url.href },
    });
    expect(ran.stderr).toMatch(/^driftproof: the prelude fails: schema "auth" does not exist; correct it/);
    expect(ran.stdout).toContain('? schema ↔ database: db/schema.ts');
    expect(ran.code).toBe(1);
  });
});

describe('a folder for each migration, as drizzle-kit 1.x has it', () => {
  const name = 'folders';
  const files = ['20250301090000_notes', '20250302090000_folder', '20250303090000_index'];
  const migrated = async (folder: string): Promise<Scratch> =>
    databaseWith(...(await textsOf(folder, ...files.map((each) => `migrations/${each}/migration.sql`))));

  it('is well', async () => {
    const folder = await copyOf(name);
    expect(await found(folder, ['history'])).toEqual([0]);
    expect(await found(folder, ['verify'])).toEqual([0]);
    const ran = await runCli(['drift', ...onSuiteServer()], {
      cwd: folder,
      env: { DRIFTPROOF_URL: (await migrated(folder)).url.href },
    });
    expect(ran.stdout).toContain('as of 20250303090000_index');
    expect(ran.code).toBe(0);
  });

  it('has a down file that takes too much', async () => {
    const down = `migrations/${files[1]}/down.sql`;
    const folder = await copyOf(name, [down, 'COLUMN "folder"', 'COLUMN "folder", DROP COLUMN "body"']);
    expect(await found(folder, ['verify'])).toEqual([
      2,
      'column-missing body',
      'column-missing body',
      'migration-down-changes-rows body',
    ]);
  });

  it('has a snapshot that follows another one', async () => {
    const folder = await copyOf(name);
    await writeFiles(folder, {
      [`migrations/${files[2]}/snapshot.json`]: await readFile(
        join(folder, `migrations/${files[1]}/snapshot.json`),
        'utf8',
      ),
    });
    expect(await found(folder, ['history'])).toEqual([2, 'migration-snapshot-chain 20250303090000_index']);
  });

  it('has a live database with a column that may be null', async () => {
    const folder = await copyOf(name);
    const live = await migrated(folder);
    await live.run('ALTER TABLE notes ALTER body DROP NOT NULL');
    expect(await found(folder, ['drift'], live)).toEqual([2, 'column-not-null body']);
  });
});

describe('a history that needs to run statement by statement', () => {
  const name = 'by-hand';
  const expected = [
    'migration-needs-no-transaction 0001_open_index',
    'migration-needs-no-transaction 0001_open_index',
    'migration-enum-value 0002_stale',
    'migration-needs-no-transaction 0003_clean_up',
    'migration-transaction-control 0003_clean_up',
    'migration-down-missing 0002_stale',
  ].sort();
  const tags = ['0000_tickets', '0001_open_index', '0002_stale', '0003_clean_up'];
  const migrated = async (folder: string): Promise<Scratch> => {
    const texts = await textsOf(folder, ...tags.map((tag) => `drizzle/${tag}.sql`));
    return databaseWith(...texts.flatMap((text) => text.split(';').map((each) => each.trim())));
  };

  it('is built all the same, and what Drizzle cannot run is said once', async () => {
    const folder = await copyOf(name);
    for (const command of ['history', 'verify']) {
      const [code, ...rules] = await found(folder, [command]);
      const more = command === 'verify' ? ['migration-changes-rows tickets'] : [];
      expect([...rules].sort()).toEqual([...expected, ...more].sort());
      expect(code).toBe(2);
    }
    const { stdout } = await runCli(['verify', ...onSuiteServer()], { cwd: folder });
    expect(stdout.match(/ms\n {4}runs statement by statement$/gm)).toHaveLength(3);
    expect(await found(folder, ['drift'], await migrated(folder))).toEqual([0]);
  });

  it('is refused by Drizzle, as we say', async () => {
    const database = await databases.create();
    await expect(migrateByDrizzle(database.url, 'spec/projects/by-hand/drizzle')).rejects.toMatchObject({
      cause: { code: sqlState.activeSqlTransaction },
    });
  });

  it('declares another predicate than it makes, and so has its live database', async () => {
    const folder = await copyOf(name, [
      'drizzle/0002_stale.sql',
      'WHERE "state" = \'stale\'',
      'WHERE "state" <> \'open\'',
    ]);
    expect(await found(folder, ['verify'])).toContain('index-predicate tickets_stale_idx');
    const live = await migrated(await copyOf(name));
    expect(await found(folder, ['drift'], live)).toEqual([2, 'index-predicate tickets_stale_idx']);
  });
});
