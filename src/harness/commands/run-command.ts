import { withBaseline } from '../checks/baseline/with-baseline.ts';
import { mapTexts } from '../model/map-texts.ts';
import { findingsOf, type Report } from '../model/report.ts';
import { hideSecrets } from '../model/secrets.ts';
import { concernedBy } from '../model/table-shape.ts';
import { type Context, openContext } from './context.ts';
import type { Environment } from './environment.ts';
import { type Command, judged } from './judged.ts';
import type { Notes } from './notes.ts';
import type { Options } from './options.ts';

/** Each command is loaded when it is called, so that one which needs no server loads nothing of any. */
const commands: Readonly<Record<Report['command'], () => Promise<Command>>> = {
  history: async () => (await import('./history.ts')).history,
  status: async () => (await import('./status.ts')).status,
  verify: async () => (await import('./verify.ts')).verify,
  drift: async () => (await import('./drift.ts')).drift,
  baseline: async () => (await import('./baseline.ts')).baseline,
  down: async () => (await import('./down.ts')).down,
  adopt: async () => (await import('./adopt.ts')).adopt,
  init: async () => (await import('./init.ts')).init,
  repair: async () => (await import('./repair.ts')).repair,
};

/** Runs a command on the project that the options name. Throws a Problem where there can be no report. */
export async function runCommand(
  name: Report['command'],
  environment: Environment,
  options: Options,
  notes: Notes,
): Promise<Report> {
  const started = performance.now();
  const command = await commands[name]();
  const context = await openContext(environment, options, notes);
  const isOfOne = options.target !== undefined && ['status', 'adopt'].includes(name);
  const asked = isOfOne ? await (await import('./fleet/one-target.ts')).atOneTarget(context) : context;
  return reportOf(name, command, asked, started);
}

/** A command's report, without what the project's settings accept and its baseline knows, and without passwords. */
export async function reportOf(
  name: Report['command'],
  command: Command,
  context: Context,
  started = performance.now(),
): Promise<Report> {
  const report = await judged(name, command, context, started);
  // It has taken its own baseline out.
  const told = name === 'baseline' ? report : withBaseline(report, context.baseline);
  return mapTexts(withTablesConcerned(told), hideSecrets);
}

/** A report that holds no other tables than those that its findings concern. */
function withTablesConcerned({ tables = [], ...report }: Report): Report {
  const concerned = concernedBy(findingsOf(report), tables);
  return concerned.length === 0 ? report : { ...report, tables: concerned };
}
