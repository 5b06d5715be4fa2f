import { cp, readFile, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../src/harness/postgres/connection.ts';
import { startEmbedded } from '../../../src/harness/postgres/embedded/start-embedded.ts';
import type { Server } from '../../../src/harness/postgres/running-server.ts';
import { configOf, type Files, historyOf, runIn, useStrangers } from '../../support/projects.ts';

const write = useStrangers();
/** The suite's own server must not be taken for a platform's while others use it. */
let server: Server;

beforeAll(async () => {
  server = await startEmbedded();
}, 60_000);
afterAll(() => server?.stop());

/** A live database, and what is done on its server before and after. */
async function withLive<T>(marks: string, sql: readonly string[], use: (url: URL) => Promise<T>): Promise<T> {
  const admin = await connect(server.url);
  await admin.send(
    marks
      .split(' ')
      .map((role) => `CREATE ROLE ${role}`)
      .join(';'),
  );
  await admin.send('CREATE DATABASE live_one');
  const url = new URL(server.url);
  url.pathname = '/live_one';
  try {
    const live = await connect(url);
    for (const each of sql) await live.send(each);
    await live.close();
    return await use(url);
  } finally {
    await admin.send('DROP DATABASE live_one WITH (FORCE)');
    for (const role of marks.split(' ')) await admin.send(`DROP ROLE ${role}`);
    await admin.close();
  }
}

const run = (folder: string, command: string, live?: URL) =>
  runIn(folder, [command, '--server', server.url.href], live);

/** A database that the platform has just made: more, and other, than a preset has. */
const fresh = {
  supabase: `CREATE SCHEMA auth; CREATE SCHEMA storage; CREATE SCHEMA extensions; CREATE SCHEMA vault; CREATE SCHEMA realtime; CREATE SCHEMA graphql;
    CREATE TABLE auth.users (instance_id uuid, id uuid PRIMARY KEY, aud varchar(255), email varchar(255), is_anonymous boolean NOT NULL DEFAULT false);
    CREATE TABLE auth.sessions (id uuid PRIMARY KEY, user_id uuid REFERENCES auth.users);
    CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT coalesce(null, null)::uuid';
    CREATE TABLE storage.objects (id uuid PRIMARY KEY, name text, path_tokens text[] GENERATED ALWAYS AS (string_to_array(name, '/')) STORED);
    ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;
    CREATE FUNCTION storage.foldername(name text) RETURNS text[] LANGUAGE plpgsql AS 'BEGIN RETURN ARRAY[name]; END';
    CREATE EXTENSION pgcrypto SCHEMA extensions; CREATE EXTENSION pg_stat_statements SCHEMA extensions;
    CREATE FUNCTION extensions.grant_pg_cron_access() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER issue_pg_cron_access ON ddl_command_end EXECUTE FUNCTION extensions.grant_pg_cron_access();
    CREATE PUBLICATION supabase_realtime;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
    ALTER DEFAULT PRIVILEGES FOR ROLE supabase_admin IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
    GRANT USAGE ON SCHEMA public, extensions, auth, storage TO anon, authenticated, service_role;
    GRANT ALL ON storage.objects TO anon, authenticated; GRANT ALL ON SCHEMA storage TO service_role WITH GRANT OPTION;
    GRANT ALL ON ALL ROUTINES IN SCHEMA extensions TO service_role WITH GRANT OPTION;
    GRANT EXECUTE ON FUNCTION pg_reload_conf() TO service_role WITH GRANT OPTION;
    ALTER TABLE auth.users OWNER TO supabase_admin; ALTER SCHEMA auth OWNER TO supabase_admin; ALTER SCHEMA public OWNER TO supabase_admin;
    ALTER ROLE service_role BYPASSRLS;
    ALTER DATABASE live_one SET "app.settings.jwt_exp" = '3600';`,
  neon: `CREATE SCHEMA neon_auth; CREATE TABLE neon_auth.user (id uuid PRIMARY KEY); CREATE SCHEMA neon; CREATE SCHEMA auth;
    CREATE FUNCTION auth.user_id() RETURNS text LANGUAGE sql STABLE AS 'SELECT null::text';
    ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO neon_superuser; GRANT ALL ON DATABASE live_one TO neon_superuser;
    ALTER ROLE neon_superuser BYPASSRLS; GRANT pg_read_all_data, pg_write_all_data TO neon_superuser;
    GRANT EXECUTE ON FUNCTION pg_show_replication_origin_status() TO neon_superuser WITH GRANT OPTION;`,
  rds: `CREATE EXTENSION pg_stat_statements; CREATE SCHEMA aws_commons; CREATE FUNCTION aws_commons.create_uri() RETURNS text LANGUAGE sql AS 'SELECT null';
    ALTER DATABASE live_one SET work_mem = '8MB'; ALTER SCHEMA public OWNER TO rdsadmin; ALTER ROLE rdsadmin SUPERUSER;
    GRANT EXECUTE ON FUNCTION pg_stat_statements_reset(oid, oid, bigint, boolean), pg_ls_waldir() TO rds_superuser WITH GRANT OPTION;
    GRANT pg_monitor, pg_signal_backend TO rds_superuser WITH ADMIN OPTION;`,
} as const;
const marks = {
  supabase: 'supabase_admin anon authenticated service_role',
  neon: 'neon_superuser authenticated',
  rds: 'rdsadmin rds_superuser rds_iam',
} as const;

describe('supabase', () => {
  const project = async (): Promise<string> => {
    const folder = await write({}, false);
    await cp('spec/projects/supabase', folder, { recursive: true });
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    return folder;
  };
  const migrated = (folder: string) => readFile(join(folder, 'drizzle/0000_profile.sql'), 'utf8');

  it('a project agrees with its migrations, and with a database there', async () => {
    const folder = await project();
    expect(await run(folder, 'verify')).toMatchObject({ code: 0, serious: [] });
    const sql = [fresh.supabase, await migrated(folder)];
    const ran = await withLive(marks.supabase, sql, (live) => run(folder, 'drift', live));
    expect(ran, JSON.stringify(ran.findings)).toMatchObject({ code: 0, serious: [] });
  });

  it('is recognised by its roles, where no setting names it', async () => {
    const folder = await project();
    await rm(join(folder, 'driftproof.config.ts'));
    const sql = [fresh.supabase, await migrated(folder)];
    const ran = await withLive(marks.supabase, sql, (live) => run(folder, 'drift', live));
    expect(ran, JSON.stringify(ran.findings)).toMatchObject({ code: 0, serious: [] });
    expect(ran.stderr).toContain(
      "the database is on supabase, whose own objects are left out; for verify, set platform: 'supabase'",
    );
  });

  it('what is in its schema of extensions is found without it', async () => {
    const up = `CREATE TABLE note (id uuid DEFAULT uuid_generate_v4(), pin text DEFAULT crypt('x', gen_salt('md5')));
      CREATE FUNCTION note_pin() RETURNS text LANGUAGE sql AS 'SELECT crypt(uuid_generate_v4()::text, gen_salt(''bf''))';`;
    const folder = await write({
      ...configOf(`import { sql } from 'drizzle-orm';
        export const note = d.pgTable('note', { id: d.uuid().default(sql\`uuid_generate_v4()\`),
          pin: d.text().default(sql\`crypt('x', gen_salt('md5'))\`) });`),
      ...historyOf([up, 'DROP TABLE note; DROP FUNCTION note_pin();']),
      'driftproof.config.ts': `export default { platform: 'supabase', severity: { 'migration-snapshot-missing': 'info' } }`,
    });
    const ran = await run(folder, 'verify');
    expect(ran, JSON.stringify(ran.findings)).toMatchObject({ code: 0, serious: [] });
    const sql = [
      fresh.supabase,
      'CREATE EXTENSION "uuid-ossp" SCHEMA extensions; SET search_path = public, extensions',
      up,
    ];
    const drift = await withLive(marks.supabase, [`${sql.join(';')}`], (live) => run(folder, 'drift', live));
    expect(drift, JSON.stringify(drift.findings)).toMatchObject({ code: 0, serious: [] });
  });

  it('what a migration takes from its roles they have not, and the rest is the platform’s', async () => {
    const up = `CREATE TABLE note (id int, pin text); CREATE TABLE open (id int); REVOKE ALL ON TABLE public.note FROM anon, authenticated;
      ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public REVOKE EXECUTE ON FUNCTIONS FROM anon;`;
    const later = 'CREATE FUNCTION ping() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;';
    const folder = await write({
      ...configOf(
        "export const note = d.pgTable('note', { id: d.integer(), pin: d.text() }); export const open = d.pgTable('open', { id: d.integer() });",
      ),
      ...historyOf([up, 'DROP TABLE note; DROP TABLE open;'], [later, 'DROP FUNCTION ping();']),
    });
    const foundAfter = async (...sql: string[]) =>
      (
        await withLive(marks.supabase, [fresh.supabase, up, later, ...sql], (live) =>
          run(folder, 'drift', live),
        )
      ).serious;
    expect(await foundAfter()).toEqual([]);
    expect(
      await foundAfter('GRANT SELECT ON note TO anon; GRANT EXECUTE ON FUNCTION ping() TO anon'),
    ).toEqual(['grant-extra ping', 'grant-extra note']);
    expect(
      await foundAfter('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon'),
    ).toEqual(['grant-extra ']);
    expect(await foundAfter('REVOKE SELECT ON open FROM anon; REVOKE ALL ON note FROM service_role')).toEqual(
      [],
    );
  });

  it('its roles are what it makes of them, and what its default privileges give is its own', async () => {
    const up = `CREATE TABLE note (id int, pin text); ALTER TABLE note ENABLE ROW LEVEL SECURITY;
      CREATE POLICY all_of_it ON note TO service_role USING (true); GRANT SELECT (id) ON note TO authenticated;
      CREATE FUNCTION ping() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION ping() TO anon;`;
    const folder = await write({
      ...configOf("export const note = d.pgTable('note', { id: d.integer(), pin: d.text() });"),
      ...historyOf([up, 'DROP TABLE note; DROP FUNCTION ping();']),
      'driftproof.config.ts': `export default { platform: 'supabase' }`,
    });
    const foundAfter = async (...sql: string[]) =>
      (await withLive(marks.supabase, [fresh.supabase, up, ...sql], (live) => run(folder, 'drift', live)))
        .serious;
    expect(await foundAfter()).toEqual([]);
    expect(
      await foundAfter('GRANT ALL ON note TO PUBLIC; REVOKE EXECUTE ON FUNCTION ping() FROM anon'),
    ).toEqual(['grant-missing ping', 'grant-extra note']);
  });

  it("what a migration has put on its tables is the project's", async () => {
    const folder = await project();
    const sql = [
      fresh.supabase,
      await migrated(folder),
      'DROP TRIGGER on_sign_up ON auth.users; DROP POLICY "own avatar" ON storage.objects; CREATE TABLE stray ()',
    ];
    const ran = await withLive(marks.supabase, sql, (live) => run(folder, 'drift', live));
    expect([...ran.serious].sort()).toEqual([
      'policy-missing own avatar',
      'table-extra stray',
      'trigger-missing on_sign_up',
    ]);
  });
});

describe.each<['neon' | 'rds', Files, string]>([
  [
    'neon',
    configOf(`import { sql } from 'drizzle-orm';
      export const note = d.pgTable('note', { owner: d.text().default(sql\`auth.user_id()\`) },
        () => [d.pgPolicy('own', { to: 'authenticated', using: sql\`owner = auth.user_id()\` })]);`),
    `CREATE TABLE note (owner text DEFAULT auth.user_id()); ALTER TABLE note ENABLE ROW LEVEL SECURITY;
     CREATE POLICY own ON note TO authenticated USING (owner = auth.user_id());`,
  ],
  [
    'rds',
    configOf("export const note = d.pgTable('note', { owner: d.text() });"),
    'CREATE TABLE note (owner text); GRANT rds_iam TO current_user;',
  ],
])('%s', (platform, files, up) => {
  it('a project agrees with its migrations, and with a database there', async () => {
    const folder = await write({
      ...files,
      ...historyOf([up, 'DROP TABLE note;']),
      'driftproof.config.ts': `export default { platform: '${platform}', severity: { 'migration-snapshot-missing': 'info' } }`,
    });
    expect(await run(folder, 'verify')).toMatchObject({ code: 0, serious: [] });
    const ran = await withLive(marks[platform], [fresh[platform], up], (live) => run(folder, 'drift', live));
    expect(ran, JSON.stringify(ran.findings)).toMatchObject({ code: 0, serious: [] });
  });
});
