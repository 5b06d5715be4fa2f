import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Wish } from '../made-history/make-history.ts';
import { projectFiles } from '../made-history/write-project.ts';

/** Writes a project with a made history, which finds this repository's packages, for as long as `use` takes. */
export async function withProject<T>(
  wish: Wish & { readonly downs: boolean },
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'driftproof-bench-'));
  try {
    await writeProject(folder, wish);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function writeProject(folder: string, wish: Wish & { readonly downs: boolean }): Promise<void> {
  for (const [path, text] of Object.entries(projectFiles(wish))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
}
