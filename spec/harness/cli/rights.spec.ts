import { describe, expect, it } from 'vitest';
import { configOf, type Files, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

/** Roles belong to the whole cluster: each run of this file has its own. */
const [app = '', deployer = '', other = '', reports = ''] = ['app', 'deployer', 'other', 'reports'].map(
  (name) => `driftproof_rights_${name}_${process.pid}`,
);
const makeRoles = [app, deployer, other, reports]
  .map(
    (name) =>
      `DO $$ BEGIN CREATE ROLE ${name}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`,
  )
  .join('\n');

const schema = `export const t = d.pgTable('t', { a: d.integer() }); export const u = d.pgTable('u', { a: d.integer() });`;
const tables = `CREATE TABLE t (a int); CREATE TABLE u (a int);
  CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';`;
const grants = `GRANT SELECT ON t TO ${app}; REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC; GRANT EXECUTE ON FUNCTION f() TO ${app};`;
const secured = `ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t TO ${app} USING (true);`;

const down = 'DROP FUNCTION f(); DROP TABLE u; DROP TABLE t;';
const project = (up: string, settings = ''): Files => ({
  ...configOf(schema),
  ...historyOf([up, down]),
  'driftproof.config.ts': `export default { prelude: [${JSON.stringify(makeRoles)}], severity: { 'migration-snapshot-missing': 'off' }, ${settings} }`,
});

async function liveWith(...sql: readonly string[]) {
  const live = await databases.create();
  for (const each of [makeRoles, ...sql]) await live.run(each);
  return live;
}

const ran = async (command: string, up: string, live: readonly string[], settings = '') =>
  runIn(await write(project(up, settings)), [command], (await liveWith(...live)).url);

const drifted = async (up: string, live: readonly string[], settings = '') => {
  const { serious, notCompared, code, unanswered } = await ran('drift', up, live, settings);
  expect(unanswered).toEqual([]);
  return { code, serious, rights: notCompared.filter((each) => each.includes('grant')) };
};

const nothing = { code: 0, serious: [], rights: [] };

describe('where no migration grants anything', () => {
  it('grants are the environment’s, and told in one line', async () => {
    const live = `GRANT SELECT ON t, u TO ${app}; GRANT UPDATE (a) ON t TO ${reports}; GRANT USAGE ON SCHEMA public TO ${app}`;
    expect(await drifted(tables, [tables, live])).toEqual({
      ...nothing,
      rights: ['not compared: 4 grants, none by a migration'],
    });
  });

  it.each([
    ['GRANT SELECT ON t TO PUBLIC', 'grant-extra t'],
    [`GRANT SELECT ON t TO ${app} WITH GRANT OPTION`, 'grant-extra t'],
    [`ALTER TABLE u OWNER TO ${other}`, 'table-owner u'],
    [`ALTER FUNCTION f() OWNER TO ${other}`, 'function-owner f'],
  ])('what endangers is a finding: %s', async (sql, found) => {
    expect(await drifted(tables, [tables, sql])).toMatchObject({ code: 2, serious: [found] });
  });
});

it('where the schema alone is compared, grants are counted', async () => {
  const live = await liveWith(tables, `GRANT SELECT ON t, u TO ${app}`);
  const { notCompared } = await runIn(await write(configOf(schema)), ['drift'], live.url);
  expect(notCompared).toEqual(['not compared: 2 grants']);
});

describe('where migrations grant', () => {
  const up = tables + grants;

  it.each([
    [`REVOKE SELECT ON t FROM ${app}`, 'grant-missing t'],
    [`GRANT DELETE ON t TO ${app}`, 'grant-privileges t'],
    [`GRANT SELECT ON u TO ${app}`, 'grant-extra u'],
    ['GRANT EXECUTE ON FUNCTION f() TO PUBLIC', 'revoke-missing f'],
  ])('%s', async (sql, found) => {
    expect(await drifted(up, [up, sql])).toMatchObject({ code: 2, serious: [found] });
  });

  it('the finding says what was granted, and the statement that corrects it', async () => {
    const { findings } = await ran('drift', up, [up, `GRANT INSERT ON u TO ${app}`]);
    const [finding] = findings.filter(({ severity }) => severity === 'breaking');
    expect(finding).toMatchObject({
      rule: 'grant-extra',
      object: { kind: 'grant', on: 'table', schema: 'public', name: 'u', role: app },
      culprit: 'database',
      message: `grant on table public.u to ${app} is in the database, but no migration makes it: INSERT`,
      advice: `REVOKE INSERT ON TABLE "public"."u" FROM "${app}" (driftproof repair), or make it in a migration`,
    });
  });

  it('other roles are the environment’s', async () => {
    expect(await drifted(up, [up, `GRANT SELECT ON t TO ${reports}`])).toEqual({
      ...nothing,
      rights: [
        'not compared: 1 grant to roles that no migration grants anything to, or by default privileges',
      ],
    });
  });

  it('what comes of an environment’s default privileges is told of no table', async () => {
    const before = `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO ${app}`;
    expect(await drifted(up, [before, up])).toMatchObject({ code: 0, serious: [] });
  });

  it('a down that leaves a grant behind leaves a trace', async () => {
    const files = {
      ...project(tables),
      ...historyOf([tables, down], [`GRANT SELECT ON t TO ${app};`, 'SELECT 1;']),
    };
    const { serious } = await runIn(await write(files), ['verify', '--rows', '0']);
    expect(serious).toEqual(['grant-extra t']);
  });
});

describe('owners', () => {
  const given = (role: string) =>
    `ALTER TABLE t OWNER TO ${role}; ALTER TABLE u OWNER TO ${role}; ALTER FUNCTION f() OWNER TO ${role};`;

  it('all others in another environment are no finding', async () => {
    expect(await drifted(tables, [tables, given(deployer)])).toEqual(nothing);
  });

  it('partitions that a job makes belong to whoever the job is, and those of a migration to whoever migrates', async () => {
    const up = `${tables} CREATE TABLE v (at date) PARTITION BY RANGE (at);
      CREATE TABLE v_2024 PARTITION OF v FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');`;
    const byJob = `CREATE TABLE v_2025 PARTITION OF v FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      CREATE TABLE v_2026 PARTITION OF v FOR VALUES FROM ('2026-01-01') TO ('9999-01-01');`;
    const all = `${given(deployer)} ALTER TABLE v OWNER TO ${deployer}; ALTER TABLE v_2024 OWNER TO ${deployer};`;
    expect(await drifted(up, [up + all + byJob])).toEqual(nothing);
    expect(await drifted(up, [up + all + byJob, `ALTER TABLE v_2024 OWNER TO ${other}`])).toMatchObject({
      serious: ['table-owner v_2024'],
    });
  });

  it('what is granted to a role that has become the owner is granted after the owner is restored', async () => {
    const up = tables + grants;
    const { planned } = await ran('repair', up, [up, `ALTER FUNCTION f() OWNER TO ${app}`]);
    expect(planned.map(({ sql }) => sql.split(' ').slice(0, 2).join(' '))).toEqual([
      'ALTER ROUTINE',
      'GRANT EXECUTE',
    ]);
  });

  it('a policy for whoever migrates is for another role in each environment', async () => {
    const up = `${tables} ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t TO CURRENT_USER, ${app} USING (true);`;
    const there = up.replace('CURRENT_USER', deployer);
    expect(await drifted(up, [up])).toEqual(nothing);
    expect(await drifted(up, [there, given(deployer)])).toEqual(nothing);
    expect(await drifted(up, [there])).toMatchObject({ serious: ['policy-roles p'] });
    expect((await ran('repair', up, [there])).planned.map(({ sql }) => sql)).toEqual([
      expect.stringMatching(/^ALTER POLICY "p" ON "public"."t" TO "/),
    ]);
  });

  it('a role that owns the tables whose policies are for it is told of once', async () => {
    const up = `${tables}${secured} ALTER TABLE u ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON u TO ${app} USING (true);`;
    const { findings } = await ran('drift', up, [up, given(app)]);
    expect(findings.filter(({ severity }) => severity === 'breaking')).toMatchObject([
      {
        rule: 'role-owned-tables',
        object: { kind: 'role', name: app },
        message: expect.stringContaining('(public.t, public.u), whose policies do not bind it for that'),
      },
    ]);
    const forced = `ALTER TABLE t FORCE ROW LEVEL SECURITY; ALTER TABLE u FORCE ROW LEVEL SECURITY;`;
    expect(await drifted(up + forced, [up + forced, given(app)])).toEqual(nothing);
    const itself = `${up} ${given(app)}`;
    expect(await drifted(itself, [itself])).toEqual(nothing);
    expect(await drifted(up, [up, given(app)], "compare: { rights: 'none' }")).toEqual(nothing);
  });

  it('one object of another’s is, and by name', async () => {
    const { findings } = await ran('drift', tables, [
      tables,
      given(deployer),
      `ALTER FUNCTION f() OWNER TO ${other}`,
    ]);
    expect(findings.find(({ rule }) => rule === 'function-owner')).toMatchObject({
      message: `function public.f(): owner is ${other}, with whose rights it runs, expected ${deployer}`,
      advice: expect.stringContaining(`ALTER ROUTINE "public"."f"() OWNER TO "${deployer}"`),
    });
  });

  it('whoever a migration gives an object to owns it everywhere', async () => {
    const up = `${tables} ALTER TABLE t OWNER TO ${other};`;
    expect(
      await drifted(up, [up, `ALTER TABLE u OWNER TO ${deployer}; ALTER FUNCTION f() OWNER TO ${deployer}`]),
    ).toEqual(nothing);
    expect(await drifted(up, [tables, given(deployer)])).toMatchObject({ serious: ['table-owner t'] });
  });
});

describe('the settings', () => {
  it.each([
    ["compare: { rights: 'none' }", [`GRANT SELECT ON u TO ${app}`, 'GRANT SELECT ON t TO PUBLIC'], []],
    ["compare: { rights: 'all' }", [`GRANT SELECT ON t TO ${reports}`], ['grant-extra t']],
    ["compare: { owners: 'none' }", [`ALTER TABLE t OWNER TO ${other}`], []],
    [
      `role: '${deployer}', compare: { owners: 'all' }`,
      [],
      ['function-owner f', 'table-owner t', 'table-owner u'],
    ],
    [
      `role: '${deployer}', compare: { owners: 'all' }`,
      [
        `ALTER TABLE t OWNER TO ${deployer}; ALTER TABLE u OWNER TO ${deployer}; ALTER FUNCTION f() OWNER TO ${deployer};`,
      ],
      [],
    ],
  ])('%s %s', async (settings, live, serious) => {
    const up = tables + grants;
    expect([...(await drifted(up, [up, ...live], settings)).serious].sort()).toEqual(serious);
  });

  it('roles that have other names elsewhere', async () => {
    const up = tables + grants + secured;
    const there = up.replaceAll(`${app}`, `${other}`);
    const names = `roles: { ${other}: '${app}' }`;
    expect((await drifted(up, [there])).code).toBe(2);
    expect(await drifted(up, [there], names)).toEqual(nothing);
    expect(await drifted(up, [there, `REVOKE SELECT ON t FROM ${other}`], names)).toMatchObject({
      serious: ['grant-missing t'],
    });
  });
});

describe('plans', () => {
  const up = tables + grants;
  const sqlOf = async (...given: Parameters<typeof ran>) =>
    (await ran(...given)).planned.map(({ sql, unproved }) =>
      unproved === null ? sql : `${sql} -- ${unproved}`,
    );

  it('repair gives, takes, and returns to the owner, and proves all but the last', async () => {
    const live = `REVOKE SELECT ON t FROM ${app}; GRANT INSERT ON u TO ${app}; GRANT EXECUTE ON FUNCTION f() TO PUBLIC;
      ALTER TABLE t OWNER TO ${deployer}; ALTER TABLE u OWNER TO ${other}; ALTER FUNCTION f() OWNER TO ${deployer}`;
    expect((await sqlOf('repair', up, [up, live])).sort()).toEqual([
      `ALTER TABLE "public"."u" OWNER TO "${deployer}" -- a plan is tried on copies that belong to one role`,
      `GRANT SELECT ON TABLE "public"."t" TO "${app}"`,
      'REVOKE EXECUTE ON FUNCTION "public"."f"() FROM PUBLIC',
      `REVOKE INSERT ON TABLE "public"."u" FROM "${app}"`,
    ]);
  });

  it('repair takes a grant of a role that the scratch server may not have', async () => {
    expect(await sqlOf('repair', up, [up, `GRANT SELECT ON t TO ${reports} WITH GRANT OPTION`])).toEqual([
      `REVOKE SELECT ON TABLE "public"."t" FROM "${reports}"`,
    ]);
  });

  it('repair says the names that roles have there', async () => {
    const there = up.replaceAll(app, other);
    const names = `roles: { ${other}: '${app}' }`;
    expect(await sqlOf('repair', up, [there, `REVOKE SELECT ON t FROM ${other}`], names)).toEqual([
      `GRANT SELECT ON TABLE "public"."t" TO "${other}"`,
    ]);
  });

  it('down takes grants back', async () => {
    const files = { ...project(tables), ...historyOf([tables, down], [grants]) };
    const { downs } = await runIn(await write(files), ['down']);
    expect(downs).toMatchObject([{ proved: true, reasons: [] }]);
    for (const sql of [
      `REVOKE SELECT ON TABLE "public"."t" FROM "${app}"`,
      `REVOKE EXECUTE ON FUNCTION "public"."f"() FROM "${app}"`,
      'GRANT EXECUTE ON FUNCTION "public"."f"() TO PUBLIC',
    ])
      expect(downs[0]?.text).toContain(sql);
  });
});

describe('where default privileges of the environment grant to a role', () => {
  const byDefault = `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO ${reports}; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO ${reports};`;
  const there = (...up: readonly string[]) => [byDefault, ...up];

  it('what no migration speaks of is the environment’s', async () => {
    expect(await drifted(tables, there(tables))).toMatchObject({ code: 0, serious: [] });
    const up = `${tables} REVOKE ALL ON t FROM ${reports};`;
    expect(await drifted(up, there(up))).toMatchObject({ code: 0, serious: [] });
  });

  it.each([
    ['on a table', `REVOKE ALL ON t FROM ${reports}`, `GRANT SELECT ON t TO ${reports}`, 'grant-extra t'],
    [
      'on all tables',
      `REVOKE ALL PRIVILEGES ON ALL TABLES IN SCHEMA public FROM ${other}, ${reports}`,
      `GRANT UPDATE ON u TO ${reports}`,
      'grant-extra u',
    ],
    [
      'on a function',
      `REVOKE EXECUTE ON FUNCTION public.f() FROM ${reports}`,
      `GRANT EXECUTE ON FUNCTION f() TO ${reports}`,
      'grant-extra f',
    ],
    [
      'in a block',
      `DO $$ BEGIN REVOKE INSERT ON t FROM ${reports}; END $$`,
      `GRANT INSERT ON t TO ${reports}`,
      'grant-extra t',
    ],
    [
      'on a table, and a column of it is given',
      `REVOKE ALL ON t FROM ${reports}`,
      `GRANT UPDATE (a) ON t TO ${reports}`,
      'grant-extra a',
    ],
    [
      'of default privileges',
      `ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM ${reports}`,
      byDefault,
      `grant-extra `,
    ],
  ])('what a migration has taken %s is drift where it is there', async (_, revoke, again, found) => {
    const up = `${tables} ${revoke};`;
    expect(await drifted(up, there(up))).toMatchObject({ code: 0, serious: [] });
    expect(await drifted(up, [...there(up), again])).toMatchObject({ code: 2, serious: [found] });
  });

  const ends = `ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM ${reports};`;
  const later = 'CREATE TABLE v (a int, b int);';
  const ended = [tables, `${ends} GRANT SELECT (a) ON u TO ${reports};`, later] as const;
  const seriousAfter = async (history: readonly string[], ...live: readonly string[]) => {
    const files = { ...project(tables), ...historyOf(...history.map((up) => [up, 'SELECT 1;'] as const)) };
    return (await runIn(await write(files), ['drift'], (await liveWith(...live)).url)).serious;
  };

  it('what it gave before a migration ended them is the environment’s, and of what is made after that drift', async () => {
    expect(await seriousAfter(ended, ...there(...ended))).toEqual([]);
    expect(await seriousAfter(ended, ...there(...ended), `GRANT SELECT ON v TO ${reports}`)).toEqual([
      'grant-extra v',
    ]);
    expect(await seriousAfter(ended, ...there(...ended), `GRANT SELECT ON u TO ${reports}`)).toEqual([]);
  });

  it('so they are where the role that makes them is named', async () => {
    const named = ended.map((each) => each.replace('PRIVILEGES IN', `PRIVILEGES FOR ROLE ${deployer} IN`));
    const live = [
      `GRANT ALL ON SCHEMA public TO ${deployer}; SET ROLE ${deployer}`,
      byDefault,
      ...named,
      `GRANT SELECT ON v TO ${reports}`,
    ];
    expect(await seriousAfter(named, live.join(';'))).toEqual(['grant-extra v']);
  });

  it('what a migration has not taken of a table it has not, and what it makes again has what is given by default', async () => {
    const some = [tables, `REVOKE INSERT, UPDATE (a) ON t FROM ${reports};`];
    expect(await seriousAfter(some, ...there(...some))).toEqual([]);
    expect(await seriousAfter(some, ...there(...some), `GRANT INSERT ON t TO ${reports}`)).toEqual([
      'grant-extra t',
    ]);
    const remade = [tables, `REVOKE ALL ON u FROM ${reports};`, 'DROP TABLE u;', 'CREATE TABLE u (a int);'];
    expect(await seriousAfter(remade, ...there(...remade))).toEqual([]);
  });

  it('and what it gives back is its own', async () => {
    const back = [tables, `REVOKE ALL ON t FROM ${reports};`, `GRANT SELECT ON t TO ${reports};`];
    expect(await seriousAfter(back, ...there(...back))).toEqual([]);
    expect(await seriousAfter(back, ...there(...back), `REVOKE SELECT ON t FROM ${reports}`)).toEqual([
      'grant-missing t',
    ]);
    expect(await seriousAfter(back, ...there(...back), `GRANT DELETE ON t TO ${reports}`)).toEqual([
      'grant-privileges t',
    ]);
  });

  it('roles that have other names elsewhere', async () => {
    const up = `${tables} REVOKE ALL ON t FROM ${app};`;
    const names = `roles: { ${reports}: '${app}' }`;
    const live = there(up.replace(app, reports));
    expect(await drifted(up, live, names)).toMatchObject({ code: 0, serious: [] });
    expect(await drifted(up, [...live, `GRANT SELECT ON t TO ${reports}`], names)).toMatchObject({
      serious: ['grant-extra t'],
    });
  });

  it('repair takes what a migration has taken', async () => {
    const up = `${tables} REVOKE ALL ON t FROM ${reports};`;
    const { planned, findings } = await ran('repair', up, [byDefault, up, `GRANT SELECT ON t TO ${reports}`]);
    expect(findings.find(({ rule }) => rule === 'grant-extra')).toMatchObject({
      message: `grant on table public.t to ${reports} is in the database, although migration 0000_step takes it: SELECT`,
      source: { file: expect.stringContaining('0000_step.sql') },
    });
    expect(planned).toMatchObject([
      { sql: `REVOKE SELECT ON TABLE "public"."t" FROM "${reports}"`, unproved: null },
    ]);
  });
});
