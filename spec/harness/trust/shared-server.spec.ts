import { describe, expect, it } from 'vitest';
import { configOf, type Files, historyOf, runIn, type Step, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

const schema = "export const t = d.pgTable('t', { a: d.integer() });";
const project = (...steps: readonly Step[]): Files => ({ ...configOf(schema), ...historyOf(...steps) });
const first: Step = ['CREATE TABLE t (a int);', 'DROP TABLE t;'];

/** A database of somebody, on the server that we were given. */
async function somebodys() {
  const database = await databases.create();
  await database.run('CREATE TABLE t (a int)');
  const isThere = async (): Promise<boolean> => {
    const [rows = []] = await (await databases.create()).run(
      `SELECT FROM pg_database WHERE datname = '${database.name}'`,
    );
    return rows.length > 0;
  };
  return { url: database.url, name: database.name, isThere };
}

describe('on a server that others use, what reaches beyond its database is refused before it is sent', () => {
  it.each([
    [
      'a statement of an up',
      (name: string): Step[] => [first, [`SELECT 1;\nDROP DATABASE "${name}" WITH (FORCE);`, 'SELECT 1;']],
      2,
    ],
    [
      'one among others',
      (name: string): Step[] => [
        first,
        [`SELECT 1; SELECT 2;\n\nALTER DATABASE "${name}" CONNECTION LIMIT 0;`],
      ],
      3,
    ],
    [
      'one of a down',
      (name: string): Step[] => [first, ['SELECT 1;', `DROP DATABASE "${name}" WITH (FORCE);`]],
      1,
    ],
    [
      'a block that puts it together',
      (name: string): Step[] => [
        first,
        [`DO $$ BEGIN EXECUTE 'ALTER DATABASE "${name}" CONNECTION LIMIT 0'; END $$;`],
      ],
      1,
    ],
    [
      'a function call',
      (): Step[] => [first, ['SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE false;']],
      1,
    ],
  ])('%s', async (_, steps, line) => {
    const { name, isThere } = await somebodys();
    const ran = await runIn(await write(project(...steps(name))), ['verify']);
    expect(ran.code).toBe(1);
    const refused = ran.findings.filter(({ rule }) => rule === 'migration-reaches-beyond');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.source).toMatchObject({
      file: expect.stringMatching(/0001_step(_down)?\.sql$/),
      line,
    });
    expect(refused[0]?.advice).toContain('--server embedded or container');
    expect(await isThere()).toBe(true);
  });

  it('drift cannot tell then, and does not compare the schema instead', async () => {
    const live = await somebodys();
    const folder = await write(project(first, ['SELECT pg_reload_conf();']));
    const ran = await runIn(folder, ['drift'], live.url);
    expect(ran).toMatchObject({ code: 1, questions: ['migrations ↔ database'] });
    expect(ran.unanswered[0]).toContain('pg_reload_conf reaches beyond the scratch database');
  });

  it.each([
    ['the prelude', { prelude: ['SELECT pg_reload_conf()'] }],
    ['rows by hand', { rows: { '0000_step': 'SELECT pg_reload_conf()' } }],
  ])('nor is it sent from %s', async (_, settings) => {
    const folder = await write({
      ...project(first),
      'driftproof.config.ts': `export default ${JSON.stringify(settings)};`,
    });
    const ran = await runIn(folder, ['verify']);
    expect(ran.code).toBe(1);
    expect(`${ran.unanswered.join()} ${ran.stderr}`).toContain(
      'pg_reload_conf reaches beyond the scratch database',
    );
  });
});

it('a server of ours may run it', async () => {
  const folder = await write(
    project(first, ["SELECT pg_reload_conf(); COPY (SELECT 1) TO '/dev/null';", 'SELECT 1;']),
  );
  const ran = await runIn(folder, ['verify', '--server', 'embedded']);
  expect(ran.unanswered).toEqual([]);
  // It runs, and says besides that whoever is no superuser could not run it.
  expect(ran.serious.filter((each) => !each.includes('snapshot'))).toEqual([
    'migration-fails-as-owner 0001_step',
  ]);
});
