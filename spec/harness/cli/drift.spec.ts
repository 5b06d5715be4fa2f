import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { applicationHistory, applyMigrations } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
let migrated: Scratch;

beforeAll(async () => {
  migrated = await databases.create();
  await migrateByDrizzle(migrated.url);
});

interface Found {
  readonly rule: string;
  readonly object: { readonly kind: string; readonly name: string };
  readonly culprit: string;
  readonly advice: string;
  readonly source: { readonly file: string; readonly line: number } | null;
}

async function driftOf(url: URL) {
  const ran = await runHere(['drift', '--format', 'json', ...onSuiteServer()], {
    env: { DRIFTPROOF_URL: url.href },
  });
  return { ...ran, report: JSON.parse(ran.stdout) as { summary: { objects: number }; findings: Found[] } };
}

const named = ({ rule, object }: Found): string => `${rule} ${object.name}`;

/** What somebody does by hand to a migrated database, and all that must be said of it. */
const changes: readonly (readonly [sentence: string, sql: string, ...found: string[]])[] = [
  ['a dropped index', 'DROP INDEX output_asset_is_removed_idx', 'index-missing output_asset_is_removed_idx'],
  [
    'an index with another column order',
    'DROP INDEX outputs_user_id_created_at_idx; CREATE INDEX outputs_user_id_created_at_idx ON outputs (created_at DESC NULLS LAST, user_id)',
    'index-keys outputs_user_id_created_at_idx',
  ],
  [
    'a changed default',
    'ALTER TABLE output_asset ALTER is_removed SET DEFAULT true',
    'column-default is_removed',
  ],
  [
    'a dropped foreign key',
    'ALTER TABLE reference_images DROP CONSTRAINT reference_images_user_id_users_id_fk',
    'foreign-key-missing reference_images_user_id_users_id_fk',
  ],
  [
    'a foreign key with ON DELETE CASCADE',
    `ALTER TABLE reference_images DROP CONSTRAINT reference_images_output_id_outputs_id_fk,
     ADD CONSTRAINT reference_images_output_id_outputs_id_fk FOREIGN KEY (output_id) REFERENCES outputs (id) ON DELETE CASCADE`,
    'foreign-key-on-delete reference_images_output_id_outputs_id_fk',
  ],
  [
    'a column made NOT NULL',
    'ALTER TABLE output_asset ALTER is_removed SET NOT NULL',
    'column-not-null is_removed',
  ],
  [
    'timestamp turned timestamptz',
    'ALTER TABLE output_asset ALTER persist_until TYPE timestamptz',
    'column-type persist_until',
  ],
  ['an extra table', 'CREATE TABLE backup_of_monday (id int PRIMARY KEY)', 'table-extra backup_of_monday'],
  [
    'an INVALID index',
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'reference_images_is_avatar_idx'::regclass",
    'index-valid reference_images_is_avatar_idx',
  ],
  [
    'a foreign key switched off by DISABLE TRIGGER ALL',
    'ALTER TABLE output_asset DISABLE TRIGGER ALL',
    'foreign-key-switched-off output_asset_output_id_outputs_id_fk',
  ],
];

describe('drift ends 2 and names the object', () => {
  it.each(changes)('%s', async (_, sql, ...expected) => {
    const database = await databases.clone(migrated);
    await database.run(sql);
    const { code, report } = await driftOf(database.url);
    expect(report.findings.map(named)).toEqual(expected);
    expect(new Set(report.findings.map(({ culprit }) => culprit))).toEqual(new Set(['database']));
    for (const { advice } of report.findings) expect(advice).toMatch(/\(driftproof (repair|adopt)\)/);
    expect(code).toBe(2);
    await database.drop();
  });

  it('what no plan is made for is told without the commands that plan', async () => {
    const database = await databases.clone(migrated);
    await database.run('CREATE TYPE shell');
    const { report } = await driftOf(database.url);
    expect(report.findings.map(({ advice }) => advice)).toEqual([
      'drop it, or write a migration that creates it',
    ]);
    await database.drop();
  });

  it('and the line of the migration that made it', async () => {
    const database = await databases.clone(migrated);
    await database.run('DROP INDEX output_asset_is_removed_idx');
    const { report } = await driftOf(database.url);
    const file = 'drizzle/migrations/0008_add_persistence_and_reference_images.sql';
    expect(report.findings[0]?.source).toEqual({ file, line: 19 });
  });
});

describe('drift ends 0', () => {
  it('on a database that Drizzle has just migrated', async () => {
    const { code, stderr, report } = await driftOf(migrated.url);
    expect(report.findings).toEqual([]);
    expect(report.summary.objects).toBeGreaterThan(50);
    expect(code).toBe(0);
    expect(stderr).not.toContain('Error');
  });

  it('on one that is behind: pending is not drift', async () => {
    const database = await databases.create();
    await applyMigrations(database, (await applicationHistory()).slice(0, 7));
    const { code, report } = await driftOf(database.url);
    expect(report.findings.map(named)).toEqual([
      'migration-pending 0007_add_asset_dimensions',
      'migration-pending 0008_add_persistence_and_reference_images',
    ]);
    expect(code).toBe(0);
  });
});

describe('what a database says it ran', () => {
  it('a migration that was edited after it was applied is named', async () => {
    const database = await databases.clone(migrated);
    await database.run("UPDATE drizzle.__drizzle_migrations SET hash = repeat('0', 64) WHERE id = 5");
    const { code, report } = await driftOf(database.url);
    expect(report.findings.map(named)).toEqual(['migration-edited 0004_add_output_settings']);
    expect(code).toBe(2);
  });

  it('a migration that this project does not have is named', async () => {
    const database = await databases.clone(migrated);
    await database.run(
      "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES (repeat('a', 64), 1790000000000)",
    );
    const { code, report } = await driftOf(database.url);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['migration-unknown']);
    expect(code).toBe(2);
  });
});

describe('a role gets the same answer as the owner', () => {
  const grants = {
    'with nothing but CONNECT': '',
    'with SELECT only': 'GRANT USAGE ON SCHEMA public TO %; GRANT SELECT ON ALL TABLES IN SCHEMA public TO %',
    'with SELECT on the ledger too': `GRANT USAGE ON SCHEMA public, drizzle TO %;
      GRANT SELECT ON ALL TABLES IN SCHEMA public, drizzle TO %`,
  };

  it.each(Object.entries(grants))('%s', async (_, grant) => {
    const database = await databases.clone(migrated);
    const role = `reader_${database.name}`;
    const url = new URL(database.url);
    url.username = role;
    url.password = 'reader';
    await database.run(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'; ${grant.replaceAll('%', role)}`);
    try {
      expect((await driftOf(url)).code).toBe(0);
      for (const [, sql] of changes) await database.run(sql);
      const [owner, reader] = [await driftOf(database.url), await driftOf(url)];
      expect(reader.report.findings).toEqual(owner.report.findings);
      expect(reader.code).toBe(2);
    } finally {
      await database.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});
