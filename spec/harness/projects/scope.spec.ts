import { describe, expect, it } from 'vitest';
import { configOf, type Files, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

/** What a platform brings, and what it adds from version to version. */
const platform = `CREATE SCHEMA auth; CREATE TABLE auth.users (id uuid PRIMARY KEY, email text);
  CREATE SCHEMA storage; CREATE TABLE storage.objects (id uuid PRIMARY KEY, owner uuid);
  ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;`;
const newer = `ALTER TABLE auth.users ADD phone text; CREATE TABLE auth.audit (); CREATE EXTENSION citext SCHEMA storage;
  CREATE FUNCTION auth.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE EVENT TRIGGER platform_watch ON ddl_command_end EXECUTE FUNCTION auth.watch();
  CREATE PUBLICATION platform_sync; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO pg_monitor;`;

const ours = [
  `CREATE TABLE profile (id uuid PRIMARY KEY);
   CREATE FUNCTION add_profile() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO profile VALUES (NEW.id); RETURN NEW; END';`,
  'CREATE TRIGGER on_sign_up AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION add_profile();',
  'CREATE POLICY own_files ON storage.objects USING (owner IS NOT NULL);',
  'CREATE PUBLICATION our_sync FOR TABLE profile;',
];
const down =
  'DROP PUBLICATION our_sync; DROP TRIGGER on_sign_up ON auth.users; DROP POLICY own_files ON storage.objects; DROP FUNCTION add_profile; DROP TABLE profile;';

const project = (settings: object = { schemaFilter: ['public'] }, back = down): Files => ({
  ...configOf("export const profile = d.pgTable('profile', { id: d.uuid().primaryKey() });", settings),
  ...historyOf([ours.join('\n'), back]),
  'driftproof.config.ts': `export default { prelude: [${JSON.stringify(platform)}],
    severity: { 'migration-snapshot-missing': 'info' } }`,
});

describe('with a schemaFilter, what the migrations make or change is compared wherever it lies', () => {
  const migrated = async (...more: readonly string[]) => {
    const live = await databases.create();
    for (const sql of [platform, ...ours, newer, ...more]) await live.run(sql);
    return live;
  };
  const driftAfter = async (...more: readonly string[]) =>
    runIn(await write(project()), ['drift'], (await migrated(...more)).url);

  it('and nothing else outside of it: what lies in no schema is counted', async () => {
    const { code, serious, notCompared } = await driftAfter();
    expect({ code, serious }).toEqual({ code: 0, serious: [] });
    expect(notCompared.join('\n')).toContain(
      'in no schema, and not made by a migration: 1 × event-trigger, 1 × extension, 1 × publication',
    );
  });

  it.each([
    ['DROP TRIGGER on_sign_up ON auth.users', 'trigger-missing on_sign_up'],
    ['ALTER TABLE auth.users DISABLE TRIGGER on_sign_up', 'trigger-enabled on_sign_up'],
    ['ALTER POLICY own_files ON storage.objects USING (true)', 'policy-using own_files'],
    ['DROP PUBLICATION our_sync', 'publication-missing our_sync'],
    ['ALTER TABLE profile ADD extra int', 'column-extra extra'],
  ])('%s', async (sql, found) => {
    expect(await driftAfter(sql)).toMatchObject({ code: 2, serious: [found] });
  });

  it('a down that leaves it behind leaves a trace', async () => {
    const back = down
      .replace('DROP TRIGGER on_sign_up ON auth.users; ', '')
      .replace('DROP FUNCTION add_profile', 'DROP FUNCTION add_profile CASCADE');
    expect((await runIn(await write(project(undefined, back)), ['verify', '--rows', '0'])).serious).toEqual(
      [],
    );
    const kept = down.replace('DROP POLICY own_files ON storage.objects; ', '');
    const { serious } = await runIn(await write(project(undefined, kept)), ['verify', '--rows', '0']);
    expect(serious).toContain('policy-extra own_files');
  });

  it('without a filter, all that differs is told', async () => {
    const live = await migrated();
    const { serious } = await runIn(await write(project({})), ['drift'], live.url);
    expect(serious).toEqual(
      expect.arrayContaining([
        'publication-extra platform_sync',
        'column-extra phone',
        'extension-extra citext',
      ]),
    );
  });
});
