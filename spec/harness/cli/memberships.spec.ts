import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../../src/harness/postgres/connection.ts';
import { startEmbedded } from '../../../src/harness/postgres/embedded/start-embedded.ts';
import type { Server } from '../../../src/harness/postgres/running-server.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { serverMajor } from '../catalog/server.ts';

const write = useStrangers();
const major = await serverMajor();

/** Roles belong to the whole server: what is live is on another than what is replayed. */
let server: Server;
let admin: Connection;
beforeAll(async () => {
  server = await startEmbedded();
  admin = await connect(server.url);
}, 60_000);
afterAll(async () => {
  await admin?.close();
  await server?.stop();
});

/** Other files, and other runs, have roles on the suite's server too. */
const named = (sql: string): string =>
  sql.replace(/\b(app|team|lead|crew|boss)\b/g, (role) => `driftproof_${role}_${process.pid}`);
const shown = (text: string): string =>
  text.replaceAll(new RegExp(`driftproof_(\\w+)_${process.pid}`, 'g'), '$1');

const roles = 'CREATE ROLE app; CREATE ROLE team; CREATE ROLE lead;';
const table = 'CREATE TABLE t (a int);';

async function ran(command: string, history: readonly string[], live: readonly string[], settings = '') {
  const folder = await write({
    ...configOf(`export const t = d.pgTable('t', { a: d.integer() });`),
    ...historyOf(...[table, ...history].map((up) => [named(up), 'SELECT 1;'] as const)),
    'driftproof.config.ts': named(`export default { ${settings} }`),
  });
  await admin.send('CREATE DATABASE live_one');
  const url = new URL(server.url);
  url.pathname = '/live_one';
  const database = await connect(url);
  try {
    for (const each of [table, ...live]) await database.send(named(each));
    return await runIn(folder, [command], url);
  } finally {
    await database.send(`DO $$ DECLARE r text; BEGIN FOR r IN SELECT quote_ident(rolname) FROM pg_roles WHERE rolname LIKE 'driftproof_%_${process.pid}'
      LOOP EXECUTE 'DROP OWNED BY ' || r; EXECUTE 'DROP ROLE ' || r; END LOOP; END $$`);
    await database.close();
    await admin.send('DROP DATABASE live_one WITH (FORCE)');
  }
}

const found = async (history: readonly string[], live: readonly string[], settings = '') => {
  const { findings, serious, unanswered } = await ran('drift', history, live, settings);
  expect(unanswered).toEqual([]);
  return serious.length === 0
    ? []
    : findings
        .filter(({ severity }) => severity !== 'info')
        .map(({ rule, message }) => `${rule}: ${shown(message)}`);
};

const differs = (is: string, expected: string) =>
  `role-member-of: role app: member of is ${is}, expected ${expected}`;

describe('a membership that a migration gives, in roles that nothing else names', () => {
  const given = [
    ['GRANT', 'GRANT team TO app;'],
    ['GRANT of several to several', 'GRANT team TO app, lead GRANTED BY CURRENT_USER;'],
    ['CREATE ROLE … IN ROLE', 'DROP ROLE app; CREATE ROLE app IN ROLE team;'],
    ['CREATE ROLE … ROLE', 'DROP ROLE team; CREATE ROLE team ROLE app;'],
    ['ALTER GROUP', 'ALTER GROUP team ADD USER app;'],
    [
      'a block',
      `DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN GRANT team TO app; END IF; END $$;`,
    ],
    ['a text in a block', `DO $$ BEGIN EXECUTE format('GRANT %I TO %I', 'team', 'app'); END $$;`],
    [
      'a text with a name that was read',
      `DO $$ DECLARE r text; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname = 'app' LOOP EXECUTE 'GRANT team TO ' || r; END LOOP; END $$;`,
    ],
    [
      'a role under another name',
      'CREATE ROLE crew; GRANT team TO crew; DROP ROLE app; ALTER ROLE crew RENAME TO app;',
    ],
    [
      'a group under another name',
      'DROP ROLE team; CREATE ROLE crew; GRANT crew TO app; ALTER ROLE crew RENAME TO team;',
    ],
  ] as const;

  it.each(given)('by %s', async (_, up) => {
    expect(await found([roles, up], [roles, up])).toEqual([]);
    expect(await found([roles, up], [roles, up, 'REVOKE team FROM app'])).toContainEqual(
      differs('()', '(team)'),
    );
    expect(await found([roles, up], [roles, up, 'GRANT team TO app WITH ADMIN OPTION'])).toContainEqual(
      differs("('team, with admin')", '(team)'),
    );
  });

  const options = [
    ['WITH ADMIN OPTION', 'GRANT team TO app', '(team)', "('team, with admin')"],
    ['WITH INHERIT FALSE', 'GRANT team TO app', '(team)', "('team, without inherit')"],
    ['WITH SET FALSE', 'GRANT team TO app', '(team)', "('team, without set')"],
  ] as const;
  // Before 16 a membership has no other option.
  it.each(options.filter(([option]) => major >= 16 || option === 'WITH ADMIN OPTION'))(
    '%s',
    async (option, live, is, expected) => {
      const up = `GRANT team TO app ${option};`;
      expect(await found([roles, up], [roles, up])).toEqual([]);
      expect(await found([roles, up], [roles, live])).toEqual([differs(is, expected)]);
      expect(await found([roles, `${live};`], [roles, up])).toEqual([differs(expected, is)]);
    },
  );

  it('the finding says where it is given, and the statement that corrects it; repair leaves it to people', async () => {
    const { findings, planned } = await ran('repair', [roles, 'GRANT team TO app;'], [roles]);
    expect(findings.find(({ rule }) => rule === 'role-member-of')).toMatchObject({
      source: { file: expect.stringContaining('0002_step.sql'), line: 1 },
      advice: expect.stringContaining(named('GRANT "team" TO "app"')),
    });
    expect(planned).toEqual([]);
  });
});

describe('a membership that a migration takes', () => {
  it('that it gave before', async () => {
    const up = [roles, 'GRANT team TO app;', 'REVOKE team FROM app;'];
    expect(await found(up, up)).toEqual([]);
    expect(await found(up, [...up, 'GRANT team TO app'])).toEqual([differs('(team)', '()')]);
  });

  it('that only the environment gives', async () => {
    const settings = `prelude: ['CREATE ROLE app; CREATE ROLE team;']`;
    const there = 'CREATE ROLE app; CREATE ROLE team; GRANT team TO app';
    const up = ['REVOKE team FROM app;'];
    expect(await found(up, [there, ...up], settings)).toEqual([]);
    expect(await found(up, [there], settings)).toEqual([differs('(team)', '()')]);
  });

  it('an option of it', async () => {
    const up = [roles, 'GRANT team TO app WITH ADMIN OPTION;', 'REVOKE ADMIN OPTION FOR team FROM app;'];
    expect(await found(up, up)).toEqual([]);
    expect(await found(up, up.slice(0, 2))).toEqual([differs("('team, with admin')", '(team)')]);
  });

  it('with the role', async () => {
    const up = [roles, 'GRANT team TO app;', 'DROP ROLE app;'];
    expect(await found(up, up)).toEqual([]);
    expect(await found(up, up.slice(0, 2))).toEqual([]);
  });
});

describe('what is the environment’s', () => {
  const settings = `prelude: ['CREATE ROLE app; CREATE ROLE team; CREATE ROLE lead;']`;

  it('a membership of which no migration speaks', async () => {
    expect(await found(['GRANT team TO app;'], [roles, 'GRANT team, lead TO app'], settings)).toEqual([]);
    expect(await found([], [roles, 'GRANT team TO app'], settings)).toEqual([]);
    expect(
      await found(
        [roles],
        [roles, 'CREATE ROLE boss; GRANT boss TO app; GRANT app TO boss'.split('; GRANT app')[0] ?? ''],
      ),
    ).toEqual([]);
  });

  it('memberships, where the settings compare no rights', async () => {
    expect(await found([roles, 'GRANT team TO app;'], [roles], "compare: { rights: 'none' }")).toEqual([]);
  });

  it('the name of a role, where the settings give it', async () => {
    const there = roles.replace('app', 'boss');
    const names = "roles: { boss: 'app' }";
    const up = [roles, 'GRANT team TO app;'];
    expect(await found(up, [there, 'GRANT team TO boss'], names)).toEqual([]);
    expect(await found(up, [there], names)).toEqual([differs('()', '(team)').replace('app', 'boss')]);
  });
});

describe('a role that a migration makes', () => {
  it.each([
    [
      'ALTER ROLE app SUPERUSER',
      'role-superuser: role app: superuser is true, so that no policy binds it, expected false',
    ],
    [
      'ALTER ROLE app BYPASSRLS',
      'role-bypass-rls: role app: bypass rls is true, so that no policy binds it, expected false',
    ],
    ['GRANT team TO app', differs('(team)', '()')],
    ['CREATE ROLE boss BYPASSRLS; GRANT boss TO app', differs("('boss, which bypasses row security')", '()')],
    ['DROP ROLE app', 'role-missing: role app is missing on the server, although a migration speaks of it'],
  ])('%s', async (sql, message) => {
    expect(await found([roles], [roles])).toEqual([]);
    expect(await found([roles], [roles, sql])).toEqual([message]);
  });

  it('may be as after a migration that has not run', async () => {
    const up = [roles, 'GRANT team TO app;'];
    const ledger = `CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)`;
    const at = 'INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES';
    const live = [roles, ledger, `${at} ('', 1735689600000), ('', ${1735689600000 + 86_400_000})`];
    const { findings } = await ran('drift', up, [...live, 'GRANT team TO app']);
    expect(findings.find(({ rule }) => rule === 'role-member-of')?.message).toContain(
      'as after a migration that it has not applied',
    );
  });
});
