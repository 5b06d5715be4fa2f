import { describe, expect, it } from 'vitest';
import { type Files, good, useFolders } from '../../history/support/folder.ts';
import { findingsIn, moreOf } from './more.ts';

const write = useFolders();

/** The rule of each finding, what it is about, and what is to be done. */
const adviceIn = async (files: Files): Promise<string[]> =>
  (await findingsIn(write, files)).map(({ rule, object, advice }) => `${rule} ${object.name}: ${advice}`);

/** The same files, one of them under another name. */
function moved(files: Files, from: string, to: string): Files {
  const { [from]: text = '', ...others } = files;
  return { ...others, [to]: text };
}

describe('a file that the journal names, in a subfolder, is to be moved', () => {
  it.each([
    ['an up', '0002_index.sql', 'old/0002_index.sql', 'migration-file-missing'],
    ['a down', '0002_index_down.sql', 'old/down/0002_index_down.sql', 'migration-down-missing'],
    ['an up in the layout of 1.x', '0002_index.sql', '0002_index/migration.sql', 'migration-file-missing'],
  ])('%s', async (_, from, to, rule) => {
    expect(await adviceIn(moved(good.journal(), from, to))).toEqual([
      `${rule} 0002_index: move ${to} to ${from}, where ${rule === 'migration-file-missing' ? 'Drizzle looks' : 'driftproof looks'} for it`,
    ]);
  });

  it('but not a copy of one that is in its place', async () => {
    const files = { ...good.journal(), 'old/0002_index.sql': 'SELECT 1;' };
    expect(await adviceIn(files)).toEqual([
      'migration-unlisted old/0002_index.sql: generate it again, move it elsewhere or delete it',
    ]);
  });
});

describe('two files that make one object are seen, also when one is unlisted', () => {
  it.each([
    ['a table', 'CREATE TABLE made ()'],
    ['a table that may exist', 'CREATE TABLE IF NOT EXISTS made ()'],
    ['a type', "CREATE TYPE made AS ENUM ('a')"],
    ['an index', 'CREATE INDEX IF NOT EXISTS made ON users (id)'],
    ['a column', 'ALTER TABLE users ADD COLUMN IF NOT EXISTS made int'],
    ['a sequence', 'CREATE SEQUENCE made'],
    ['a view', 'CREATE VIEW made AS SELECT 1'],
  ])('%s', async (_, sql) => {
    for (const path of ['by-hand.sql', '0003_other.sql', 'old/0003_other.sql']) {
      const findings = await findingsIn(write, { ...moreOf(sql), [path]: `\n${sql}` });
      expect(findings.map(({ rule, object }) => `${rule} ${object.name}`)).toEqual([
        `migration-unlisted ${path}`,
        'migration-object-twice 0003_more',
      ]);
      expect(findings[1]?.message).toContain(`as does ${path}:2, which no journal names`);
    }
  });
});
