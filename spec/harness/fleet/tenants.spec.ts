import { beforeAll, expect, inject, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { runInProcess } from '../../support/in-process.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const write = useStrangers();
const databases = useScratchDatabases();

/** Whatever Postgres prints a schema's name in: types, defaults, keys, views, bodies, policies. */
const up = `
CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE TABLE person (id serial PRIMARY KEY, feels mood DEFAULT 'ok'::mood, at date CHECK (at > '2020-01-01'));
CREATE TABLE pet (id serial PRIMARY KEY, person_id integer REFERENCES person (id), name text);
CREATE INDEX pet_name ON pet (lower(name)) WHERE person_id IS NOT NULL;
CREATE VIEW happy AS SELECT p.id, t.name FROM person p JOIN pet t ON t.person_id = p.id WHERE p.feels = 'ok';
CREATE FUNCTION moods(one mood) RETURNS SETOF person LANGUAGE sql RETURN (SELECT NULL::person);
ALTER TABLE pet ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON person TO PUBLIC;
GRANT UPDATE (name) ON pet TO PUBLIC;
DO 'BEGIN EXECUTE format(''GRANT CREATE ON SCHEMA %I TO PUBLIC'', current_schema); END';
CREATE POLICY own ON pet USING (EXISTS (SELECT 1 FROM person WHERE person.id = pet.person_id));
`;

let live: Scratch;
const odd = `Tenant "C".x's $&`;
const names = ['tenant_a', 'tenant_b', 'tenant_d', odd, 'other'];
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

beforeAll(async () => {
  live = await databases.create();
  for (const name of names)
    await live.run(`CREATE SCHEMA ${quoted(name)}; SET search_path = ${quoted(name)}; ${up}`);
  await live.run(`DROP INDEX tenant_b.pet_name; ALTER TABLE tenant_b.pet ADD note text;
    REVOKE SELECT ON tenant_b.person FROM PUBLIC; REVOKE CREATE ON SCHEMA tenant_d FROM PUBLIC;
    DROP INDEX tenant_d.pet_name; DROP TABLE other.pet CASCADE; SET search_path = public`);
});

const project = (like: string, settings: object = {}): Promise<string> =>
  write({
    'package.json': '{"type":"module"}',
    ...configOf('export const none = d.pgSchema("unused");', { schemaFilter: ['public'] }),
    ...historyOf([up, 'SELECT 1;']),
    'driftproof.config.json': JSON.stringify({
      ledger: 'none',
      targets: [{ name: 'app', env: 'APP_URL', tenants: { like } }],
      ...settings,
    }),
  });

async function drift(cwd: string, ...args: readonly string[]) {
  const argv = ['drift', '--format', 'json', '--server', inject('serverUrl'), ...args];
  const { code, stdout, stderr } = await runInProcess(argv, { cwd, env: { APP_URL: live.url.href } });
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const { targets, targetsInAll, findings, verdicts, notCompared } = JSON.parse(stdout);
  return {
    code,
    targetsInAll,
    notCompared,
    answers: targets.map(({ name, answer }: Record<string, string>) => `${name} ${answer}`),
    findings: findings.map(
      ({
        rule,
        object,
        targets,
      }: {
        rule: string;
        object: { schema: string; name: string };
        targets: string[];
      }) => `${rule} ${object.schema}.${object.name} ${targets.join(' ')}`,
    ),
    unanswered: verdicts.flatMap(({ unanswered }: { unanswered: string[] }) => unanswered),
  };
}

it('each schema is compared as if it was the one that the migrations build', async () => {
  const { code, answers, findings, notCompared } = await drift(await project('tenant_*'));
  expect(notCompared.filter((each: string) => each.includes('sequence'))).toEqual([]);
  expect(findings).toEqual([
    'index-missing public.pet_name app/tenant_b app/tenant_d',
    'column-extra public.note app/tenant_b',
    'grant-missing public.person app/tenant_b',
    'grant-missing public.public app/tenant_d',
  ]);
  expect(answers).toEqual(['app/tenant_b findings', 'app/tenant_d findings', 'app/tenant_a agrees']);
  expect(code).toBe(2);
});

it('whatever it is called', async () => {
  const { code, answers, findings } = await drift(await project('Tenant*'));
  expect(findings).toEqual([]);
  expect([code, answers]).toEqual([0, [`app/${odd} agrees`]]);
});

it('a run can be for some of them, and several runs for all', async () => {
  const folder = await project('tenant_*');
  const one = await drift(folder, '--target', 'app/tenant_a');
  expect([one.code, one.answers, one.targetsInAll]).toEqual([0, ['app/tenant_a agrees'], 3]);
  const parts = [await drift(folder, '--shard', '1/2'), await drift(folder, '--shard', '2/2')];
  expect(parts.flatMap(({ answers }) => answers).sort()).toEqual([
    'app/tenant_a agrees',
    'app/tenant_b findings',
    'app/tenant_d findings',
  ]);
});

it('a database and its tenants are compared in one run where making roles takes turns', async () => {
  const both = await databases.clone(live);
  await both.run(
    `${up} ALTER TABLE person DROP CONSTRAINT person_at_check, ADD CONSTRAINT person_at_check CHECK (at > '2021-01-01')`,
  );
  const folder = await project('tenant_b', {
    prelude: ['CREATE ROLE reader_of_tenants'],
    targets: [
      { name: 'whole', env: 'APP_URL' },
      { name: 'app', env: 'APP_URL', tenants: { like: 'tenant_b' } },
    ],
  });
  const argv = ['drift', '--timeout', '10', '--server', inject('serverUrl')];
  const { code, stdout, stderr } = await runInProcess(argv, {
    cwd: folder,
    env: { APP_URL: both.url.href },
  });
  expect(stderr).not.toContain('has not answered');
  expect(stdout).toContain('index-missing');
  expect(code).toBe(2);
});

it('a part that has none of them says so', async () => {
  const argv = ['drift', '--shard', '9/9', '--server', inject('serverUrl')];
  const env = { APP_URL: live.url.href };
  const { code, stderr } = await runInProcess(argv, { cwd: await project('tenant_*'), env });
  expect(code).toBe(1);
  expect(stderr).toContain('--shard: there are 3 targets, so that this part has none');
});

it('that there is none is no answer', async () => {
  const { code, unanswered } = await drift(await project('customer_*'));
  expect([code, unanswered]).toEqual([1, [expect.stringContaining('no schema is called like "customer_*"')]]);
});
