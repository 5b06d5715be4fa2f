import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyIsOneLine } from '../../../../src/harness/checks/folder/history-is-one-line.ts';
import { readFolder } from '../../../../src/harness/history/folder.ts';
import { type Files, good, journalText, noon, useFolders } from '../../history/support/folder.ts';

const write = useFolders();

/** A project whose config names `drizzle`, and what else lies in it. */
const projectWith = (others: Files): Files => ({
  'drizzle.config.ts': "export default { out: './drizzle' };",
  ...Object.fromEntries(Object.entries(good.journal()).map(([path, text]) => [`drizzle/${path}`, text])),
  ...others,
});

const findingsIn = async (files: Files) => {
  const home = await write(files);
  const findings = await historyIsOneLine(await readFolder(join(home, 'drizzle')), {
    project: { configFile: join(home, 'drizzle.config.ts'), directory: home },
    now: noon(20),
  });
  return findings.map(({ rule, source }) => [rule, source?.file]);
};

const journal = journalText([]);

it.each(['migrations', 'src/db/migrations'])(
  'another migrations folder, %s, is said to be one',
  async (folder) => {
    expect(await findingsIn(projectWith({ [`${folder}/meta/_journal.json`]: journal }))).toEqual([
      ['migration-folder-elsewhere', `${folder}/meta/_journal.json`],
    ]);
  },
);

it('one whose journal cannot be read is said to be one', async () => {
  expect(await findingsIn(projectWith({ 'migrations/meta/_journal.json': '{' }))).toHaveLength(1);
});

describe('nothing is said of a folder', () => {
  it.each<[string, Files]>([
    [
      'that another config names',
      { 'b/meta/_journal.json': journal, 'drizzle-b.config.ts': "export default { out: './b' };" },
    ],
    [
      'of a project below, with a config of its own',
      { 'packages/a/drizzle/meta/_journal.json': journal, 'packages/a/drizzle.config.ts': '' },
    ],
    ['of installed packages', { 'node_modules/a/drizzle/meta/_journal.json': journal }],
    ['that a build copied', { 'dist/drizzle/meta/_journal.json': journal }],
    ['of another kind of database', { 'sqlite/meta/_journal.json': '{"dialect": "sqlite", "entries": []}' }],
  ])('%s', async (_, others) => {
    expect(await findingsIn(projectWith(others))).toEqual([]);
  });
});
