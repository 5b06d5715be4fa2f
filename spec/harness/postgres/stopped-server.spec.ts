import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, inject, it, vi } from 'vitest';
import type { Context } from '../../../src/harness/commands/context.ts';
import { openScratch } from '../../../src/harness/commands/open-scratch.ts';
import pg from '../../../src/harness/postgres/driver.ts';

const ours = async (): Promise<string[]> => {
  const names = await Promise.all([tmpdir(), '/dev/shm'].map((folder) => readdir(folder).catch(() => [])));
  return names.flat().filter((name) => name.includes(`-${process.pid}-`));
};

/** How often a database is dropped by a command that has made two on a server, and closes. */
async function droppedOn(server: string): Promise<number> {
  const context = {
    environment: { cwd: '.', env: {}, now: () => new Date() },
    options: { server, image: '' },
    notes: { note: () => {} },
    settings: { prelude: [] },
  } as unknown as Context;
  const { databases, close } = await openScratch(context);
  await databases.clone(await databases.create());
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await close();
  const texts = query.mock.calls.map(([sent]) => (sent as unknown as { readonly text: string }).text);
  query.mockRestore();
  return texts.filter((text) => text.startsWith('DROP DATABASE')).length;
}

it('databases are dropped on a server that stays, and go with one that is stopped', async () => {
  const before = await ours();
  expect(await droppedOn(inject('serverUrl'))).toBe(2);
  expect(await droppedOn('embedded')).toBeLessThan(2);
  expect(await ours()).toEqual(before);
});
