import { historyIsOneLine } from '../checks/folder/history-is-one-line.ts';
import { counted } from '../model/counted.ts';
import type { Report } from '../model/report.ts';
import type { Context } from './context.ts';

/** `driftproof history`: is the migrations folder one consistent line? */
export async function history({
  project,
  environment,
  folder: readFolder,
}: Context): Promise<Partial<Report>> {
  const folder = await readFolder();
  const findings = await historyIsOneLine(folder, {
    project,
    now: environment.now().getTime(),
  });
  return {
    verdicts: [{ question: 'files', findings, compared: counted(folder.journal.length, 'migration') }],
  };
}
