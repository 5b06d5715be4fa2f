import { firstLine, Problem } from '../model/problem.ts';
import { type Git, gitIn } from './git.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The files of a folder that are in a commit as they are on disk, as paths from it with forward slashes. `ref` is whatever
 * names a commit (gitrevisions(7)). Throws a Problem without git, outside a repository and for a ref that is not there.
 */
export async function unchangedSince(ref: string, folder: string, env: Variables): Promise<Set<string>> {
  const git = inFolder(folder, env);
  const commit = await commitOf(ref, git);
  // Both tell paths from the folder. Files that git does not track are in neither.
  const there = await git('ls-tree', '-r', '-z', '--name-only', commit);
  const changed = await git(
    'diff',
    '--no-ext-diff',
    '--no-renames',
    '--relative',
    '--name-only',
    '-z',
    commit,
  );
  const unchanged = new Set(there.split('\0').filter(Boolean));
  for (const file of changed.split('\0')) unchanged.delete(file);
  return unchanged;
}

const inFolder = (cwd: string, env: Variables): Git => {
  const git = gitIn(cwd, env);
  return (...args) =>
    git(...args).catch((error) => {
      throw refused(error);
    });
};

function refused(error: { readonly code?: unknown; readonly stderr?: string }): Problem {
  if (error.code === 'ENOENT')
    return new Problem('git is not installed, or not on the PATH', {
      where: '--base',
      advice: 'install git, or use --since with the tag of a migration',
    });
  const said = error.stderr?.trim();
  if (said?.includes('not a git repository'))
    return new Problem('the migrations folder is in no git repository', {
      where: '--base',
      advice: 'use --since with the tag of a migration',
    });
  return new Problem(`git says: ${firstLine(said || error)}`, { where: '--base', cause: error });
}

async function commitOf(ref: string, git: Git): Promise<string> {
  const isShallow = (await git('rev-parse', '--is-shallow-repository')).trim() === 'true';
  // No ref begins with a dash (git-check-ref-format(1)): git would take it for an option.
  const found = /^-|^$/.test(ref)
    ? undefined
    : await git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`).catch(() => undefined);
  if (found) return found.trim();
  throw new Problem(`git knows no commit "${ref}" here`, {
    where: '--base',
    advice: isShallow
      ? 'the clone is shallow: fetch the ref, in GitHub Actions by fetch-depth: 0 of actions/checkout'
      : 'check its name, or fetch it first, as origin/main by git fetch origin',
  });
}
