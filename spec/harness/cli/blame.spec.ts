import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../src/harness/postgres/connection.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, runHere, useProjects } from '../../support/cli.ts';
import { applicationHistory, applyMigrations } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
let migrated: Scratch;

beforeAll(async () => {
  migrated = await databases.create();
  await migrateByDrizzle(migrated.url);
});

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly culprit: string;
  readonly source: { readonly file: string; readonly line?: number } | null;
  readonly object: { readonly name: string };
  readonly message: string;
}

async function findings(command: 'drift' | 'verify', cwd: string, url?: URL) {
  const env = url ? { DRIFTPROOF_URL: url.href } : {};
  const only = command === 'verify' ? ['--rows', '0', '--no-cost'] : [];
  const ran = await runHere([command, '--format', 'json', ...only, ...onSuiteServer()], { cwd, env });
  const found: Found[] = JSON.parse(ran.stdout).findings ?? [];
  return { ...ran, found: found.filter(({ rule }) => rule !== 'migration-column-slots') };
}

async function replaceIn(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

const schemaFile = 'src/lib/schema.ts';
const withCaption = (folder: string): Promise<void> =>
  replaceIn(
    join(folder, schemaFile),
    "seed: integer('seed'),",
    "seed: integer('seed'),\n    caption: text('caption'),",
  );

const captionLine = async (folder: string): Promise<number> =>
  (await readFile(join(folder, schemaFile), 'utf8'))
    .split('\n')
    .findIndex((line) => line.includes('caption')) + 1;

describe('verify says who is wrong', () => {
  it('a schema that was changed without a migration: its file and line', async () => {
    const folder = await newProject();
    await withCaption(folder);
    const { found } = await findings('verify', folder);
    expect(found).toMatchObject([
      {
        rule: 'column-missing',
        culprit: 'schema',
        source: { file: schemaFile, line: await captionLine(folder) },
      },
    ]);
  });

  it('a migration that was edited by hand: its file and line', async () => {
    const folder = await newProject();
    const file = 'drizzle/migrations/0006_add_tier_limits.sql';
    await replaceIn(join(folder, file), 'DEFAULT 10', 'DEFAULT 12');
    const { found } = await findings('verify', folder);
    expect(found).toMatchObject([
      { rule: 'column-default', culprit: 'migration', source: { file, line: 2 } },
    ]);
  });
});

describe('drift says who is wrong', () => {
  it('a schema that was pushed by hand, before its migration was made', async () => {
    const folder = await newProject();
    await withCaption(folder);
    const database = await databases.clone(migrated);
    await database.run('ALTER TABLE outputs ADD caption text');
    const { found, code } = await findings('drift', folder, database.url);
    expect(found).toMatchObject([
      {
        rule: 'column-extra',
        culprit: 'migration',
        source: { file: schemaFile, line: await captionLine(folder) },
      },
    ]);
    expect(found[0]?.message).toContain(
      'is in the database as the schema declares it, but no migration creates it',
    );
    expect(code).toBe(2);
  });

  it('a change that a pending migration was to make', async () => {
    const database = await databases.create();
    await applyMigrations(database, (await applicationHistory()).slice(0, 8));
    await database.run('ALTER TABLE output_asset ADD persist_until timestamp');
    const { found } = await findings('drift', '.', database.url);
    expect(found).toMatchObject([
      { rule: 'migration-pending' },
      { rule: 'column-extra', culprit: 'database' },
    ]);
    expect(found[1]?.message).toContain('as after a migration that it has not applied');
  });
});

describe('a project without a usable history is compared by its schema alone', () => {
  it('one that has none', async () => {
    const folder = await newProject();
    await rm(join(folder, 'drizzle'), { recursive: true });
    const same = await findings('drift', folder, migrated.url);
    expect(same.found).toEqual([]);
    expect(same.stderr).toMatch(
      /there is no history, so the schema alone is compared: .*drizzle\/migrations: no such/,
    );
    expect(same.code).toBe(0);
    const database = await databases.clone(migrated);
    await database.run('ALTER TABLE users ALTER daily_output_limit DROP NOT NULL');
    const { found, code } = await findings('drift', folder, database.url);
    expect(found).toMatchObject([
      { rule: 'column-not-null', culprit: 'database', source: { file: schemaFile, line: 31 } },
    ]);
    expect(code).toBe(2);
  });

  it('one whose journal is broken', async () => {
    const folder = await newProject();
    await writeFile(join(folder, 'drizzle/migrations/meta/_journal.json'), '{');
    const { found, stderr, code } = await findings('drift', folder, migrated.url);
    expect(stderr).toContain('_journal.json: is not valid JSON');
    expect(found).toMatchObject([{ rule: 'could-not-tell', object: { name: 'migrations ↔ database' } }]);
    expect(code).toBe(1);
  });
});

describe('while a migration is running there is no verdict', () => {
  it.each([
    ['by our lock', 'SELECT pg_advisory_xact_lock(7237963439898915430)'],
    [
      'by a ledger that is being written',
      "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('x', 1)",
    ],
  ])('%s', async (_, sql) => {
    const database = await databases.clone(migrated);
    const migrator = await connect(database.url);
    await migrator.send('BEGIN');
    await migrator.send(sql);
    const during = await findings('drift', '.', database.url);
    expect(during.stderr).toMatch(
      /a migration is running in the database right now \(process \d+\); try again when it has finished/,
    );
    expect(during).toMatchObject({ code: 1, found: [] });
    await migrator.send('ROLLBACK');
    expect((await findings('drift', '.', database.url)).code).toBe(0);
    await migrator.close();
  });
});
