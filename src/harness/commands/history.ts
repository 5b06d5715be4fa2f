import { historyIsOneLine } from '../checks/folder/history-is-one-line.ts';
import { counted } from '../model/counted.ts';
import type { Report } from '../model/report.ts';
import type { Context } from './context.ts';
import { rememberIn } from './remember.ts';

/** `driftproof history`: is the migrations folder one consistent line? */
export async function history(context: Context): Promise<Partial<Report>> {
  const folder = await context.folder();
  const findings = await historyIsOneLine(folder, {
    project: context.project,
    now: context.environment.now().getTime(),
    remember: rememberIn(context),
  });
  return {
    verdicts: [{ question: 'files', findings, compared: counted(folder.journal.length, 'migration') }],
  };
}
