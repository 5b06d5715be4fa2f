import { accept } from '../checks/accept.ts';
import { historyIsOneLine } from '../checks/folder/history-is-one-line.ts';
import { type Context, folderOf } from '../commands/context.ts';
import { verify } from '../commands/verify.ts';
import type { Finding } from '../model/finding.ts';
import { Problem } from '../model/problem.ts';
import { findingsOf, type Report, type Verdict } from '../model/report.ts';

/** What running a history has shown. */
export interface Proof {
  /** What was found and is not accepted. */
  readonly findings: readonly Finding[];
  /** The tags of the migrations that were replayed. */
  readonly replayed: ReadonlySet<string>;
  /** Why not all was done. */
  readonly failure?: Problem;
}

/** Runs a project's history, as `driftproof verify` does. Throws a Problem when its files cannot be read. */
export async function prove(context: Context): Promise<Proof> {
  const replayed = new Set<string>();
  const found: Finding[] = [];
  try {
    const { verdicts = [] } = await verify(context, ({ tag }, findings) => {
      replayed.add(tag);
      found.push(...findings);
    });
    return { findings: unaccepted(context, verdicts), replayed };
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    const verdicts = [...(await filesOf(context)), verdictOf('schema ↔ migrations', found)];
    return { findings: unaccepted(context, verdicts), replayed, failure };
  }
}

async function filesOf({ project, io }: Context): Promise<Verdict[]> {
  const surroundings = { configFile: project.configFile, now: io.now().getTime() };
  return [verdictOf('files', await historyIsOneLine(await folderOf(project), surroundings))];
}

const verdictOf = (question: Verdict['question'], findings: readonly Finding[]): Verdict => ({
  question,
  findings,
  compared: '',
});

/** What the project's settings do not accept, with the severities that they choose. */
function unaccepted({ settings, io }: Context, verdicts: Report['verdicts']): readonly Finding[] {
  const nothing = { servers: [], steps: [], notCompared: [], objects: 0, ms: 0 };
  const report: Report = { command: 'verify', ...nothing, verdicts };
  return findingsOf(accept(report, settings, io.now().toISOString().slice(0, 10)));
}
