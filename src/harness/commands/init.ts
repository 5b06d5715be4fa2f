import { appendFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { couldNotTell } from '../checks/unanswered.ts';
import { baselineShown } from '../config/baseline-file.ts';
import type { InitFile } from '../model/init-report.ts';
import { firstLine, Problem } from '../model/problem.ts';
import { type Report, unansweredIn } from '../model/report.ts';
import { baseline } from './baseline.ts';
import { type Context, openContext, refuseEmpty } from './context.ts';
import { attributes } from './init/attributes.ts';
import { addCommand, packageManagerOf } from './init/package-manager.ts';
import type { Planned } from './init/planned.ts';
import { settingsFile } from './init/settings-file.ts';
import { specFile } from './init/spec-file.ts';
import { type Surroundings, surroundingsOf } from './init/surroundings.ts';
import { workflow } from './init/workflow.ts';
import { verifyDefaults } from './options.ts';
import { writeNew } from './write-new.ts';

/**
 * `driftproof init`: sets up a project, and tells what it writes. A file that is there is never replaced; where all is set
 * up, nothing is written. Throws a Problem where the project has no migrations, where driftproof is not installed for it, and
 * where a file cannot be written.
 */
export async function init(context: Context): Promise<Partial<Report>> {
  refuseEmpty(await context.folder());
  const surroundings = await surroundingsOf(context);
  await refuseNotInstalled(context, surroundings);
  const parts = [settingsFile, workflow, specFile, attributes];
  const files = await Promise.all(parts.map((part) => part(context, surroundings)));
  if (context.options.dryRun)
    return { files: [...files.map(toReport), toBaseline(context, 'planned', null)] };
  const written = await write(files);
  if (context.baseline) return { files: [...written, toBaseline(context, 'kept', 'a baseline is there')] };
  const { part, ...made } = await firstBaseline(context);
  return { ...part, files: [...written, { ...toBaseline(context, 'written', null), ...made }] };
}

/** What is written needs it: `npx` alone would run another version each time. */
async function refuseNotInstalled({ project }: Context, surroundings: Surroundings): Promise<void> {
  try {
    createRequire(project.configFile).resolve('driftproof/package.json');
  } catch {
    const { name } = await packageManagerOf(surroundings);
    throw new Problem('driftproof is not installed for this project', {
      where: surroundings.show(dirname(project.configFile)),
      advice: addCommand(name, 'driftproof'),
    });
  }
}

/** Writes what is planned: what is new all or not at all, then the line of a file that is there. */
async function write(files: readonly Planned[]): Promise<InitFile[]> {
  await writeNew(files.filter(({ state }) => state === 'planned'));
  for (const file of files.filter(({ state }) => state === 'added to')) await addTo(file);
  return files.map((file) => ({
    ...toReport(file),
    state: file.state === 'planned' ? 'written' : file.state,
  }));
}

async function addTo({ place, path, text }: Planned): Promise<void> {
  try {
    const before = await readFile(place, 'utf8');
    await appendFile(place, `${/[^\n]$/.test(before) ? '\n' : ''}${text}`);
  } catch (cause) {
    throw new Problem(`cannot be written: ${firstLine(cause)}`, { where: path, cause });
  }
}

const toReport = ({ path, state, text, why }: Planned): InitFile => ({ path, state, text, why });

const toBaseline = ({ project }: Context, state: InitFile['state'], why: string | null): InitFile => ({
  path: baselineShown(project),
  state,
  text: '',
  why,
});

/** What `verify` finds with the settings that are there by now. */
async function firstBaseline({ environment, options, notes }: Context) {
  const part = await openContext(environment, { ...verifyDefaults, ...options }, notes)
    .then(baseline)
    .catch((error): Partial<Report> => {
      const unanswered = [couldNotTell('schema ↔ migrations', error, 'history')];
      return {
        verdicts: [{ question: 'schema ↔ migrations', findings: [], unanswered, compared: 'nothing' }],
      };
    });
  const { verdicts = [], baseline: made } = part;
  if (unansweredIn({ verdicts }).length > 0)
    return { part, state: 'left out' as const, why: 'verify has not come to an end' };
  return { part, why: `${made?.known ?? 0} known` };
}
