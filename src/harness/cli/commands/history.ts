import { historyIsOneLine } from '../../checks/history/history-is-one-line.ts';
import { readFolder } from '../../history/history.ts';
import type { Report } from '../../model/report.ts';
import type { Context } from '../context.ts';

/** `driftproof history`: is the migrations folder one consistent line? */
export async function history({ project: { out, configFile }, io }: Context): Promise<Partial<Report>> {
  const folder = await readFolder(out);
  const findings = await historyIsOneLine(folder, { configFile, now: io.now().getTime() });
  return { verdicts: [{ question: 'files', findings, compared: `${folder.journal.length} migrations` }] };
}
