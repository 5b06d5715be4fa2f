import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
import { withOwnRoles } from '../../../src/harness/postgres/scratch-roles.ts';
import { mayChangeRoles } from '../../../src/harness/sql/may-change-roles.ts';
import { rolesCreatedIn, withoutRoles } from '../../../src/harness/sql/role-statements.ts';
import { endBy, onSuiteServer, runCli, startCli, whileRunning } from '../../support/cli.ts';
import { configOf, historyOf, runIn, type Step, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

/** Roles belong to the whole server, which other spec files use at the same time. */
const role = `driftproof_stranger_${process.pid}`;

const roleText = { mayChange: mayChangeRoles, created: rolesCreatedIn, without: withoutRoles };

const schema = `
export const reader = d.pgRole('${role}', { inherit: false });
export const v = d.pgTable('v', {});
export const t = d.pgTable('t', { a: d.integer().default(1) }, () => [d.pgPolicy('p', { to: reader, for: 'select' })]);`;

const steps: readonly Step[] = [
  ['CREATE TABLE u (a int);', 'DROP TABLE u;'],
  [
    `CREATE ROLE "${role}" WITH NOINHERIT; GRANT SELECT ON u TO "${role}";
     CREATE TABLE v (); CREATE TABLE t (a int DEFAULT 1); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
     CREATE POLICY p ON t AS PERMISSIVE FOR SELECT TO "${role}";`,
    `DROP TABLE t; DROP TABLE v; REVOKE ALL ON u FROM "${role}"; DROP ROLE "${role}";`,
  ],
  ['DROP TABLE u;', 'CREATE TABLE u (a int);'],
];

/** The role of the migrations, and those of runs of which no session is there: other spec files use the same server. */
const rolesThere = async (): Promise<string[]> => {
  const database = await databases.create();
  const [rows = []] = await database.run(
    `SELECT rolname FROM pg_roles WHERE rolname = '${role}' OR (rolname LIKE 'driftproof\\_%\\_role\\_%'
       AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname LIKE split_part(rolname, '_role_', 1) || '\\_%'))`,
  );
  await database.drop();
  return rows.map(({ rolname }) => String(rolname));
};

/** What a run has left: what others have goes when they end. */
async function rolesLeft(): Promise<string[]> {
  let left = await rolesThere();
  for (const until = Date.now() + 40_000; left.some((each) => each !== role) && Date.now() < until; ) {
    await setTimeout(500);
    const now = await rolesThere();
    left = left.filter((each) => now.includes(each));
  }
  return left;
}

describe('a migration that makes a role', () => {
  it('goes up, down and up again in verify, and the schema is built beside it', async () => {
    const folder = await write({ ...configOf(schema), ...historyOf(...steps) });
    const ran = await runIn(folder, ['verify']);
    expect(ran.serious.filter((each) => !each.includes('snapshot'))).toEqual([
      'grant-missing u',
      'migration-down-changes-rows u',
    ]);
    expect(await rolesLeft()).toEqual([]);
  });

  it('whose down leaves it behind fails on its second way up', async () => {
    const [first, [up = ''] = [], last] = steps as [Step, Step, Step];
    const folder = await write({
      ...configOf(schema),
      ...historyOf(first, [up, `DROP TABLE t; DROP TABLE v; REVOKE ALL ON u FROM "${role}";`], last),
    });
    const ran = await runIn(folder, ['verify']);
    expect(ran.serious).toContain('migration-step-fails 0001_step');
    expect(ran.findings.find(({ rule }) => rule === 'migration-step-fails')?.message).toContain(
      `its second up fails: role "${role}" already exists`,
    );
    expect(await rolesLeft()).toEqual([]);
  });

  it('is replayed by drift, beside the schema', async () => {
    const folder = await write({ ...configOf(schema), ...historyOf(...steps) });
    const live = await databases.create();
    await live.run(
      'CREATE TABLE v (); CREATE TABLE t (a int DEFAULT 1 + 1); ALTER TABLE t ENABLE ROW LEVEL SECURITY',
    );
    const ran = await runIn(folder, ['drift'], live.url);
    expect(ran.serious).toEqual(['column-default a', 'policy-missing p']);
    expect(await rolesLeft()).toEqual([]);
  });

  it('that the server of others has already does not block: it is said, and the role stays as it is', async () => {
    const alters: Step = [
      `ALTER ROLE "${role}" SET work_mem = '8MB'; GRANT "${role}" TO CURRENT_USER; COMMENT ON ROLE "${role}" IS 'ours';`,
      `ALTER ROLE "${role}" RESET work_mem; REVOKE "${role}" FROM CURRENT_USER;`,
    ];
    const folder = await write({ ...configOf(schema), ...historyOf(...steps, alters) });
    const database = await databases.create();
    await database.run(`CREATE ROLE ${role} INHERIT`);
    const state = async () =>
      database.run(`SELECT r.oid, rolinherit, rolconfig, shobj_description(r.oid, 'pg_authid'),
        (SELECT count(*) FROM pg_auth_members m WHERE m.roleid = r.oid) FROM pg_roles r WHERE rolname = '${role}'`);
    const before = await state();
    try {
      const ran = await runIn(folder, ['verify']);
      expect(ran.unanswered).toEqual([]);
      expect(ran.serious.filter((each) => !each.includes('snapshot'))).toEqual([
        'grant-missing u',
        'migration-down-changes-rows u',
      ]);
      expect(ran.stderr).toContain(`role ${role} is on the scratch server already: it is used as it is`);
      expect(await state()).toEqual(before);
      expect(await rolesLeft()).toEqual([role]);
    } finally {
      await database.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});

it('two runs at once on one server wait for each other', async () => {
  const folder = await write({ ...configOf(schema), ...historyOf(...steps) });
  const runs = [1, 2].map(() => runCli(['verify', '--quiet', ...onSuiteServer()], { cwd: folder }));
  for (const { code, stderr } of await Promise.all(runs))
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(await rolesLeft()).toEqual([]);
});

it('a role of the prelude is there in every scratch database', async () => {
  const folder = await write({
    ...configOf(schema.replace('inherit: false', '').replace('{  })', '{}).existing()')),
    ...historyOf(
      ['SELECT 1;', 'SELECT 1;'],
      [(steps[1]?.[0] ?? '').replace(/CREATE ROLE[^;]*;|GRANT[^;]*;/g, ''), 'DROP TABLE t; DROP TABLE v;'],
    ),
    'driftproof.config.ts': `export default { prelude: ['CREATE ROLE ${role}; CREATE SCHEMA auth; GRANT USAGE ON SCHEMA auth TO ${role}'] };`,
  });
  const ran = await runIn(folder, ['verify']);
  expect(ran.stderr).not.toMatch(/role/);
  expect(ran.serious.filter((each) => !each.includes('snapshot'))).toEqual([]);
  expect(await rolesLeft()).toEqual([]);
});

it('on a server of others, a role that they make meanwhile is left alone', async () => {
  const [ours, theirs] = [`${role}_ours`, `${role}_theirs`];
  const others = await databases.create();
  const server = { ...databases.server, kind: 'url' as const };
  const own = withOwnRoles(await openScratchDatabases(server), roleText, () => {});
  const names = async () => {
    const [rows = []] = await others.run(
      `SELECT rolname FROM pg_roles WHERE rolname LIKE '${role}\\_%' ORDER BY 1`,
    );
    return rows.map(({ rolname }) => rolname);
  };
  try {
    await (await own.create()).run(`CREATE ROLE ${ours}`);
    await others.run(`CREATE ROLE ${theirs}`);
    expect(await names()).toEqual([ours, theirs]);
    await own.create();
    expect(await names()).toEqual([theirs]);
  } finally {
    await own.close();
    await others.run(`DROP ROLE ${theirs}`);
  }
});

it('on a server of others, what is ours is known by what it is, not by its name', async () => {
  const [ours, part] = [`${role}_app_reader`, `${role}_app`];
  const others = await databases.create();
  const server = { ...databases.server, kind: 'url' as const };
  const own = withOwnRoles(await openScratchDatabases(server), roleText, () => {});
  const names = async () => {
    const [rows = []] = await others.run(
      `SELECT rolname FROM pg_roles WHERE rolname LIKE '${role}\\_%' ORDER BY 1`,
    );
    return rows.map(({ rolname }) => rolname);
  };
  try {
    const database = await own.create();
    await database.run('BEGIN');
    await database.run(`CREATE ROLE ${ours}`);
    await database.run('ROLLBACK');
    // A part of the name that our text has, and the very name, once we have given it up.
    await others.run(`CREATE ROLE ${part}; CREATE ROLE ${ours}`);
    await own.create();
    expect(await names()).toEqual([part, ours]);
    await own.close();
    expect(await names()).toEqual([part, ours]);
  } finally {
    await own.close();
    await others.run(`DROP ROLE IF EXISTS ${part}; DROP ROLE IF EXISTS ${ours}`);
  }
});

it('the role of a block that makes it by a text of its own is ours too', async () => {
  const name = `${role}_made`;
  const server = { ...databases.server, kind: 'url' as const };
  const own = withOwnRoles(await openScratchDatabases(server), roleText, () => {});
  const database = await own.create();
  await database.run(`DO $$ BEGIN EXECUTE format('CREATE ROLE %I', '${name}'); END $$`);
  await own.close();
  const [rows] = await (await databases.create()).run(`SELECT FROM pg_roles WHERE rolname = '${name}'`);
  expect(rows).toEqual([]);
});

it.each<[string, unknown, string[]]>([
  ['nobody asks', undefined, []],
  ['all are asked for', true, ['role-inherit R_1', 'role-missing R_2']],
  ['one is asked for', { include: ['R_2'] }, ['role-missing R_2']],
  ['one is left out', { exclude: ['R_2'] }, ['role-inherit R_1']],
])('entities.roles: %s', async (_, roles, expected) => {
  const own = `${role}_entity`;
  const named = (value: unknown) =>
    JSON.parse((JSON.stringify(value) ?? 'null').replaceAll('R_', `${own}_`)) ?? undefined;
  const folder = await write(
    configOf(
      `export const one = d.pgRole('${own}_1', { inherit: false }), two = d.pgRole('${own}_2'), t = d.pgTable('t', {});`,
      { entities: { roles: named(roles) } },
    ),
  );
  const live = await databases.create();
  await live.run('CREATE TABLE t ()');
  // On the suite's server the role would be in the way of the schema's own.
  await live.run(`CREATE ROLE ${own}_1`);
  try {
    const ran = await runIn(folder, ['drift', '--server', 'embedded'], live.url);
    expect(ran.serious).toEqual(named(expected));
  } finally {
    await live.run(`DROP ROLE ${own}_1`);
  }
});

it('the roles of a killed run are dropped by the next, those of one that is alive are not', async () => {
  const sleeps: Step = ['SELECT pg_sleep(60);', 'SELECT 1;'];
  const folder = await write({ ...configOf(schema), ...historyOf(...steps, sleeps) });
  const database = await databases.create();
  const hidden = async (): Promise<string[]> => {
    const [rows = []] = await database.run(
      "SELECT rolname FROM pg_roles WHERE rolname LIKE 'driftproof\\_%\\_role\\_%'",
    );
    return rows.map(({ rolname }) => String(rolname));
  };
  const nextRun = async () => (await openScratchDatabases(databases.server)).close();
  const child = startCli(['verify', ...onSuiteServer()], { cwd: folder });
  await whileRunning(child, async () => (await hidden()).length > 0);
  const left = await hidden();
  await nextRun();
  expect(await hidden()).toEqual(left);
  await endBy(child, 'SIGKILL');
  while ((await hidden()).length > 0) await nextRun();
  // The last that it made still has its own name, which may be anybody's.
  await database.run(`DROP ROLE IF EXISTS ${role}`);
});
