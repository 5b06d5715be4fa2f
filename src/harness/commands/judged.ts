import { accept } from '../checks/accept.ts';
import type { Report } from '../model/report.ts';
import type { Context } from './context.ts';

/** What a command does: the parts of the report that it knows. */
export type Command = (context: Context) => Promise<Partial<Report>>;

/** A command's report, without what the project's settings accept. */
export async function judged(
  name: Report['command'],
  command: Command,
  context: Context,
  started = performance.now(),
): Promise<Report> {
  const { environment, settings } = context;
  const nothing = { servers: [], verdicts: [], steps: [], notCompared: [], objects: 0 };
  const part = await command(context);
  const report = { command: name, ...nothing, ...part, ms: Math.round(performance.now() - started) };
  return accept(report, settings, environment.now().toISOString().slice(0, 10));
}
