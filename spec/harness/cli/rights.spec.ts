import { describe, expect, it } from 'vitest';
import { configOf, historyOf, runIn } from '../../support/projects.ts';
import {
  app,
  deployer,
  down,
  drifted,
  grants,
  liveWith,
  nothing,
  other,
  project,
  ran,
  reports,
  schema,
  secured,
  tables,
  write,
} from './rights-ground.ts';

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
