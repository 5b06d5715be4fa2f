import { accept } from '../checks/accept.ts';
import { withoutKnown } from '../checks/baseline/with-baseline.ts';
import type { Finding } from '../model/finding.ts';
import type { Report, Verdict } from '../model/report.ts';
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

/** What of a verdict will be told: without what the settings accept and the baseline knows. */
export function toldOf(verdict: Verdict, command: Report['command'], context: Context): readonly Finding[] {
  const { environment, settings, baseline } = context;
  const report = { command, servers: [], verdicts: [verdict], steps: [], notCompared: [], objects: 0, ms: 0 };
  const accepted = accept(report, settings, environment.now().toISOString().slice(0, 10));
  return withoutKnown(accepted, baseline?.known ?? []).verdicts.flatMap(({ findings }) => findings);
}
