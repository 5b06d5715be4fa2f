import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Copies this package as npm would, and links those that it needs, so that nothing is found by being here. */
export async function installIn(folder: string): Promise<void> {
  const packages = join(folder, 'node_modules');
  await mkdir(join(packages, 'driftproof'), { recursive: true });
  for (const name of await readdir('node_modules'))
    if (!name.startsWith('.')) await symlink(resolve('node_modules', name), join(packages, name));
  for (const path of ['package.json', 'bin', 'dist'])
    await cp(path, join(packages, 'driftproof', path), { recursive: true });
}
