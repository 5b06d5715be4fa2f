import { describe, expect, it } from 'vitest';
import { historyOf, runIn } from '../../support/projects.ts';
import {
  app,
  deployer,
  drifted,
  liveWith,
  other,
  project,
  ran,
  reports,
  tables,
  write,
} from './rights-ground.ts';

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
    ...[
      `EXECUTE 'REVOKE ALL ON t FROM ${reports}'`,
      `EXECUTE format('REVOKE %s ON TABLE %I.%I FROM %I', 'ALL', 'public', 't', '${reports}')`,
      `FOREACH r IN ARRAY ARRAY['${app}', '${reports}'] LOOP EXECUTE 'REVOKE ALL ON t FROM ' || quote_ident(r); END LOOP`,
      `FOR r IN SELECT unnest('{t, u}'::text[]) LOOP EXECUTE format('REVOKE SELECT, INSERT ON %I FROM ${reports}', r); END LOOP`,
      `FOR x IN SELECT * FROM (VALUES ('t')) AS v LOOP EXECUTE 'REVOKE ALL ON ' || q || ' FROM ${reports}'; END LOOP`,
      `FOR x IN SELECT n FROM unnest(ARRAY['t']) AS n LOOP EXECUTE format('REVOKE ALL ON %s FROM ${reports}', x.n); END LOOP`,
      `r := 'REVOKE ALL ON %I FROM ${reports}'; EXECUTE format(r, q)`,
    ].map((sql): [string, string, string, string] => [
      `by a text in a block: ${sql.replaceAll(reports, 'reports')}`,
      `DO $$ DECLARE r text; x record; q constant text := 't'; BEGIN ${sql}; END $$`,
      `GRANT INSERT ON t TO ${reports}`,
      'grant-extra t',
    ]),
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

  it.each([
    ['later on', [`REVOKE ALL ON t FROM ${reports}`, 'ALTER TABLE t RENAME TO z']],
    ['in the same migration', [`REVOKE ALL ON t FROM ${reports}; ALTER TABLE t RENAME TO z`]],
    ['before that', ['ALTER TABLE t RENAME TO z', `REVOKE ALL ON z FROM ${reports}`]],
    ['twice', [`REVOKE ALL ON t FROM ${reports}`, 'ALTER TABLE t RENAME TO y', 'ALTER TABLE y RENAME TO z']],
    [
      'in a block',
      [`REVOKE ALL ON t FROM ${reports}`, `DO $$ BEGIN EXECUTE 'ALTER TABLE t RENAME ' || 'TO z'; END $$`],
    ],
  ])('a table that is renamed %s', async (_, steps) => {
    const history = [tables, ...steps];
    expect(await seriousAfter(history, ...there(...history))).toEqual([]);
    expect(await seriousAfter(history, ...there(...history), `GRANT SELECT ON z TO ${reports}`)).toEqual([
      'grant-extra z',
    ]);
    expect(await seriousAfter(history, ...there(...history), `GRANT SELECT ON u TO ${reports}`)).toEqual([]);
  });

  it.each([
    [`REVOKE UPDATE (a) ON t FROM ${reports}`, 'ALTER TABLE t RENAME a TO b', 'UPDATE (b) ON t', 'b'],
    [
      `REVOKE ALL ON FUNCTION f() FROM ${reports}`,
      'ALTER FUNCTION f() RENAME TO g',
      'ALL ON FUNCTION g()',
      'g',
    ],
    [`REVOKE ALL ON t FROM ${reports}`, 'CREATE SCHEMA s; ALTER TABLE t SET SCHEMA s', 'SELECT ON s.t', 't'],
    [
      'CREATE SCHEMA s; CREATE TABLE s.v (a int)',
      `REVOKE ALL ON s.v FROM ${reports}; ALTER SCHEMA s RENAME TO z`,
      'ALL ON z.v',
      'v',
    ],
    [
      'CREATE TYPE m AS ENUM ()',
      `REVOKE ALL ON TYPE m FROM ${reports}; ALTER TYPE m RENAME TO n`,
      'USAGE ON TYPE n',
      'n',
    ],
  ])('%s; %s', async (...[first, then, given, name]) => {
    const history = [tables, first, then];
    expect(await seriousAfter(history, ...there(...history))).toEqual([]);
    expect(await seriousAfter(history, ...there(...history), `GRANT ${given} TO ${reports}`)).toEqual([
      `grant-extra ${name}`,
    ]);
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
