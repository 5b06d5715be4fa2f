import type { Report } from '../../model/report.ts';
import { type Context, whyNoHistory } from '../context.ts';
import { targetsAtOnce } from '../options.ts';
import { asking } from './asking.ts';
import { eachAtOnce } from './at-once.ts';
import { chosen, noneInPart } from './chosen.ts';
import { useGrounds } from './grounds.ts';
import { type Merged, merged } from './merged.ts';
import { namesNone } from './one-target.ts';
import { noTarget, targetsOf } from './targets.ts';

/**
 * Asks all databases that the settings name, several at once, and puts their reports together. What they are compared with
 * is built once. One that cannot be read has no answer; the others have theirs. Throws a Problem when there are none.
 */
export async function driftOfTargets(given: Context): Promise<Partial<Report>> {
  const context = { ...given, notes: { ...given.notes, note: sayOnce(given) } };
  const all = await targetsOf(context);
  if (all.length === 0) throw namesNone(context.settings.file);
  const asked = chosen(all, context.options);
  const question = (await whyNoHistory(context)) ? 'schema ↔ database' : 'migrations ↔ database';
  const reports = merged();
  const grounds = useGrounds();
  const { ask, state } = asking(context, { question, reports, grounds });
  let done = 0;
  try {
    await eachAtOnce(asked, context.options.atOnce ?? targetsAtOnce, async (target) => {
      await ask(target);
      done += 1;
      context.notes.progress(`${done} of ${asked.length} databases`);
    });
    grounds.check(state.answered);
    return whole(reports, state.leftOut + all.length - asked.length, context);
  } finally {
    await grounds.close();
  }
}

/** Throws a Problem where nothing was asked. */
function whole(reports: Merged, leftOut: number, { options }: Context): Partial<Report> {
  const part = reports.report();
  const count = part.targets?.length ?? 0;
  if (count === 0 && options.shard && leftOut > 0) throw noneInPart(leftOut);
  if (count === 0) throw noTarget((options.target ?? []).join(', '), []);
  return leftOut > 0 ? { ...part, targetsInAll: count + leftOut } : part;
}

/** The same note on each of many says no more than once. */
function sayOnce({ notes }: Context): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (!said.has(text)) notes.note(text);
    said.add(text);
  };
}
