import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const packagesOf = (version: string): string => resolve('spec/drizzle', version, 'node_modules');

/** Lets a project find one version of Drizzle, a folder of `spec/drizzle`. */
export const useDrizzle = (folder: string, version: string): Promise<void> =>
  symlink(packagesOf(version), join(folder, 'node_modules'));

/** Runs that version's own command line in the project. Returns what it says. */
export async function runKit(folder: string, version: string, ...argv: readonly string[]): Promise<string> {
  const kit = join(packagesOf(version), 'drizzle-kit/bin.cjs');
  const command = [kit, ...argv, '--config', 'drizzle.config.ts'];
  return (await promisify(execFile)(process.execPath, command, { cwd: folder })).stdout;
}
