import { expect } from 'vitest';
import { configOf, type Files, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

export const databases = useScratchDatabases();
export const write = useStrangers();

/** Roles belong to the whole cluster: each run of this file has its own. */
export const [app = '', deployer = '', other = '', reports = ''] = [
  'app',
  'deployer',
  'other',
  'reports',
].map((name) => `driftproof_rights_${name}_${process.pid}`);
export const makeRoles = [app, deployer, other, reports]
  .map(
    (name) =>
      `DO $$ BEGIN CREATE ROLE ${name}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`,
  )
  .join('\n');

export const schema = `export const t = d.pgTable('t', { a: d.integer() }); export const u = d.pgTable('u', { a: d.integer() });`;
export const tables = `CREATE TABLE t (a int); CREATE TABLE u (a int);
  CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';`;
export const grants = `GRANT SELECT ON t TO ${app}; REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC; GRANT EXECUTE ON FUNCTION f() TO ${app};`;
export const secured = `ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t TO ${app} USING (true);`;

export const down = 'DROP FUNCTION f(); DROP TABLE u; DROP TABLE t;';
export const project = (up: string, settings = ''): Files => ({
  ...configOf(schema),
  ...historyOf([up, down]),
  'driftproof.config.ts': `export default { prelude: [${JSON.stringify(makeRoles)}], severity: { 'migration-snapshot-missing': 'off' }, ${settings} }`,
});

export async function liveWith(...sql: readonly string[]) {
  const live = await databases.create();
  for (const each of [makeRoles, ...sql]) await live.run(each);
  return live;
}

export const ran = async (command: string, up: string, live: readonly string[], settings = '') =>
  runIn(await write(project(up, settings)), [command], (await liveWith(...live)).url);

export const drifted = async (up: string, live: readonly string[], settings = '') => {
  const { serious, notCompared, code, unanswered } = await ran('drift', up, live, settings);
  expect(unanswered).toEqual([]);
  return { code, serious, rights: notCompared.filter((each) => each.includes('grant')) };
};

export const nothing = { code: 0, serious: [], rights: [] };
