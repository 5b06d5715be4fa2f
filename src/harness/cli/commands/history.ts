import { historyIsOneLine } from '../../checks/history-is-one-line.ts';
import type { Report } from '../../model/report.ts';
import type { Context } from '../context.ts';

/** `driftproof history`: is the migrations folder one consistent line? */
export async function history({ folder }: Context): Promise<Partial<Report>> {
  const findings = await historyIsOneLine(folder);
  return { verdicts: [{ question: 'files', findings, compared: `${folder.journal.length} migrations` }] };
}
