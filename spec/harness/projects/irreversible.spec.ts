import { expect, it } from 'vitest';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

const schema = `export const note = d.pgTable('note', { id: d.integer().primaryKey(), title: d.text() });`;

/** The second migration throws old texts away; its down would fail if it were run. */
const project = (mark: string) => ({
  ...configOf(schema),
  ...historyOf(
    ['CREATE TABLE note (id integer PRIMARY KEY, body text);', 'DROP TABLE note;'],
    ['ALTER TABLE note DROP COLUMN body;', `${mark}\nSELECT 1 / 0;`],
    ['ALTER TABLE note ADD COLUMN title text;', 'ALTER TABLE note DROP COLUMN title;'],
  ),
});

it('a migration that says why it is irreversible is not taken back, and the replay goes on', async () => {
  const folder = await write(project('-- irreversible: the texts are gone'));
  const { stdout, code } = await runHere(
    ['verify', '--fail-on', 'breaking', '--verbose', ...onSuiteServer()],
    {
      cwd: folder,
    },
  );
  const lines = stdout.split('\n').filter((line) => /^ {2}000\d_step +✓/.test(line));
  const none = expect.stringMatching(/_step +✓ +none +none +/);
  const back = expect.stringMatching(/_step +✓ +✓ +✓ +/);
  expect(lines).toEqual([back, none, back]);
  expect(stdout).toMatch(/^ {2}0001_step .*\n {4}irreversible: the texts are gone$/m);
  expect(stdout).toMatch(/^ {2}0001_step: irreversible: the texts are gone$/m);
  expect(stdout).not.toMatch(/division by zero/);
  expect(code).toBe(0);
});

it('without a reason it is a finding', async () => {
  const folder = await write(project('-- irreversible'));
  const { serious, code } = await runIn(folder, ['verify']);
  expect(serious.filter((found) => found.includes('irreversible'))).toEqual([
    'migration-irreversible-unexplained 0001_step',
  ]);
  expect(code).toBe(2);
});

it('without the mark its down is run', async () => {
  const folder = await write(project('-- takes it back'));
  const { serious } = await runIn(folder, ['verify']);
  expect(serious).toContain('migration-step-fails 0001_step');
});
