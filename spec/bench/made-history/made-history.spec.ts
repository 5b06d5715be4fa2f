import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runIn, writeFiles } from '../../support/projects.ts';
import { projectFiles } from './write-project.ts';

const wish = { seed: 3, migrations: 24, tables: 9, downs: true };

it('the same seed makes the same history, another one another', () => {
  expect(projectFiles(wish)).toEqual(projectFiles(wish));
  expect(projectFiles({ ...wish, seed: 4 })).not.toEqual(projectFiles(wish));
});

it('a schema of so many tables that their names are numbered names the enums of all', () => {
  const schema = projectFiles({ seed: 1, migrations: 1000, tables: 320, downs: false })['schema.ts'];
  expect(schema).toMatch(/: \w+_2_status\('status'\)/);
  expect(schema).not.toMatch(/: \('/);
});

it('a made history leads to its schema, and every step of it can be taken back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'made-history-'));
  try {
    await writeFiles(folder, projectFiles(wish));
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    const { serious } = await runIn(folder, ['verify', '--rows', '0']);
    expect(serious.filter((each) => !each.startsWith('migration-snapshot-missing'))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
