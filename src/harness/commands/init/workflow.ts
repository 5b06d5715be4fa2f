import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadProject, type Project } from '../../config/project.ts';
import { readText } from '../../history/files.ts';
import { gitIn } from '../../history/git.ts';
import { ifInaccessible } from '../../model/file-errors.ts';
import type { Context } from '../context.ts';
import { packageManagerOf } from './package-manager.ts';
import { kept, type Planned, planned, right } from './planned.ts';
import type { Surroundings } from './surroundings.ts';
import { workflowText } from './workflow-text.ts';

/** A workflow of GitHub Actions that verifies what a pull request brings, and the whole history where it is merged. */
export async function workflow(context: Context, surroundings: Surroundings): Promise<Planned> {
  const { top, show } = surroundings;
  const folder = join(top, '.github/workflows');
  const others = await workflowsIn(folder, show);
  const place = join(folder, 'driftproof.yml');
  const verifying = others.find(({ text }) =>
    /\bdriftproof verify\b|^[\s-]*uses:\s*\S*driftproof/m.test(text),
  );
  if (verifying) return right(show(verifying.place), 'it runs driftproof verify');
  if (existsSync(place)) return kept(show(place), 'a workflow of this name is there');
  const manager = await packageManagerOf(surroundings);
  const from = await whereToRun(context);
  const branch = await mainBranch(context, top);
  const text = workflowText({
    ...surroundings,
    ...from,
    manager,
    branch,
    others: others.map((each) => each.text),
  });
  return planned(place, show(place), text);
}

async function workflowsIn(folder: string, show: (path: string) => string) {
  const names = (await readdir(folder).catch(ifInaccessible([])))
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const place = join(folder, name);
      return { place, text: await readText(place, show(place)) };
    }),
  );
}

/** The folder to run in, and the config's path from it where it would not be found. */
async function whereToRun({ project, environment, options }: Context) {
  const { configFile } = project;
  const folder = dirname(configFile);
  const there = await loadProject(folder, configFile, project.timeoutMs);
  const same = isDeepStrictEqual(pathsOf(project), pathsOf(there));
  if (!same) return { directory: environment.cwd, config: options.config };
  const found = await loadProject(folder, undefined, project.timeoutMs);
  return { directory: folder, config: found.configFile === configFile ? undefined : basename(configFile) };
}

const pathsOf = ({ schema, out }: Project) => [schema, out];

/** The branch that pull requests go to, as far as the clone knows. */
async function mainBranch({ environment }: Context, top: string): Promise<string> {
  const git = gitIn(top, environment.env);
  const ask = (...args: string[]): Promise<string> =>
    git(...args).then(
      (text) => text.trim(),
      () => '',
    );
  const remote = await ask('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD');
  if (remote) return remote.replace(/^origin\//, '');
  const local = await ask(
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads/main',
    'refs/heads/master',
  );
  return local.split('\n')[0] || 'main';
}
