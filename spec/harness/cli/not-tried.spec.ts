import { expect, it } from 'vitest';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

/** Nothing can be written into the one table, anything into the other. */
const project = {
  ...configOf(`
    export const shut = d.pgTable('shut', { id: d.integer().primaryKey(), note: d.text() }, (t) => [d.check('never', sql\`false\`)]);
    export const open = d.pgTable('open', { id: d.integer().primaryKey(), note: d.text() });`),
  ...historyOf(
    ['CREATE TABLE shut (id integer PRIMARY KEY, CONSTRAINT never CHECK (false));', 'DROP TABLE shut;'],
    ['CREATE TABLE open (id integer PRIMARY KEY);', 'DROP TABLE open;'],
    ['ALTER TABLE shut ADD COLUMN note text;', 'ALTER TABLE shut DROP COLUMN note;'],
    ['ALTER TABLE open ADD COLUMN note text;', 'ALTER TABLE open DROP COLUMN note;'],
    ['CREATE INDEX shut_note ON shut (note);', 'DROP INDEX shut_note;'],
  ),
};
const files = {
  ...project,
  'schema.ts': `import { sql } from 'drizzle-orm';\n${project['schema.ts']}`,
};

interface Step {
  readonly rows: string;
  readonly cost: string;
}

interface Said {
  readonly rule: string;
  readonly step: { readonly migration: string };
}

async function verify(...argv: readonly string[]) {
  const { stdout } = await runHere(['verify', ...argv, ...onSuiteServer()], { cwd: await write(files) });
  return stdout;
}

const stepsOf = (json: string): readonly Step[] => JSON.parse(json).migrations;

it('rows that no table of a migration can hold are not tried, and no tick', async () => {
  const json = await verify('--no-cost', '--format', 'json');
  // The first makes the table that takes none.
  expect(stepsOf(json).map(({ rows }) => rows)).toEqual(['fails', 'ok', 'not tried', 'ok', 'not tried']);
  const said: readonly Said[] = JSON.parse(json).findings;
  expect(said.filter(({ rule }) => rule === 'migration-unfillable-table')).toMatchObject([
    { severity: 'breaking', object: { name: 'shut' }, step: { migration: '0000_step', direction: 'up' } },
  ]);
  const notTried = said.filter(({ rule }) => rule === 'migration-rows-not-tried');
  expect(notTried.map(({ step }) => step.migration)).toEqual(['0000_step', '0002_step', '0004_step']);
  for (const each of notTried)
    expect(each).toMatchObject({
      severity: 'info',
      object: { kind: 'table', schema: 'public', name: 'shut' },
      message: expect.stringMatching(/took none: .*violates check constraint "never"/),
    });
  const text = await verify('--no-cost');
  expect(text).toMatch(/ 0002_step +✓ +✓ +✓ +not tried /);
  expect(text).toMatch(/ 0003_step +✓ +✓ +✓ +✓ /);
  expect(text).toMatch(/not tried: rows in public\.shut: 0 of 20: .*violates check constraint "never"/);
});

it('rows and cost that nobody asks for are not tried', async () => {
  const steps = stepsOf(await verify('--no-cost', '--rows', '0', '--format', 'json'));
  for (const step of steps) expect(step).toMatchObject({ rows: 'not tried', cost: 'not tried' });
  const text = await verify('--no-cost', '--rows', '0');
  expect(text).not.toMatch(/_step +✓ +✓ +✓ +✓/);
  expect(text).toContain('not tried: migrations on tables with rows (--rows 0)');
  expect(text).toContain('not tried: what the migrations cost (--no-cost)');
});

it('the cost for a table that cannot be grown is not tried, whatever the time of its statement', async () => {
  const sizes = ['--sizes', '10,100', '--rows', '0'];
  const steps = stepsOf(await verify(...sizes, '--format', 'json'));
  expect(steps.map(({ cost }) => cost)).toEqual(['ok', 'ok', 'not tried', 'ok', 'not tried']);
  const line = (await verify(...sizes, '--verbose'))
    .split('\n')
    .find((each) => each.includes('CREATE INDEX shut_note'));
  expect(line).toMatch(/not tried: no rows +not tried: no rows$/);
});
