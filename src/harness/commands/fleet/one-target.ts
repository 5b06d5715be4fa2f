import { Problem } from '../../model/problem.ts';
import type { Context } from '../context.ts';
import { isAsked, noTarget, type Target, targetsOf } from './targets.ts';

/** Whether a run is for the databases that the settings name, and not for one that is named otherwise. */
export const asksTargets = ({ settings, options }: Pick<Context, 'settings' | 'options'>): boolean =>
  options.url === undefined && (settings.targets !== undefined || options.target !== undefined);

/** The context in which a target is the live database. Throws the Problem of one whose URL is not known. */
export function atTarget(context: Context, { name, url }: Pick<Target, 'name' | 'url'>): Context {
  if (url instanceof Problem) throw url;
  return { ...context, target: name, options: { ...context.options, url } };
}

/** The same for the one that the options name. Throws a Problem when they name several or none. */
export async function atOneTarget(context: Context): Promise<Context> {
  const { settings, options } = context;
  const targets = await targetsOf(context);
  if (targets.length === 0) throw namesNone(settings.file);
  const names = targets.map(({ name }) => name);
  const [first, ...more] = targets.filter(({ name }) => isAsked(options.target, name));
  if (!first) throw noTarget((options.target ?? []).join(', '), names);
  if (more.length === 0) return atTarget(context, first);
  throw new Problem('this is for one database, and the settings name several', {
    advice: `name one of them, such as --target ${first.name}`,
  });
}

export const namesNone = (file: string): Problem =>
  new Problem('names no targets', { where: file || 'driftproof.config.ts', advice: 'see docs/fleets.md' });
