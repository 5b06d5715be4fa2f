import { counted } from '../../model/counted.ts';
import { Problem } from '../../model/problem.ts';
import type { Options } from '../options.ts';
import { isAsked, noTarget, type Target } from './targets.ts';

/** Which of the targets a run is for. */
export type Choice = Pick<Options, 'target' | 'shard'>;

/** The parts of a list that a shard has: they go round, so that each has as much as the others. */
export const partOf = <T>(items: readonly T[], { shard }: Choice): readonly T[] =>
  shard ? items.filter((_, at) => at % shard.of === shard.part - 1) : items;

/**
 * Databases to read. What tenants there are is known once their database is read: it is read by every part, and its
 * tenants are shared among them. Throws a Problem for a name that no target can have, and for a part without any.
 */
export function chosen(all: readonly Target[], choice: Choice): Target[] {
  const [whole, shared] = [all.filter(({ tenants }) => !tenants), all.filter(({ tenants }) => tenants)];
  const names = whole.map(({ name }) => name);
  const unknown = choice.target?.find((pattern) => !names.some((name) => isAsked([pattern], name)));
  if (unknown !== undefined && shared.length === 0) throw noTarget(unknown, names);
  const named = whole.filter(({ name }) => isAsked(choice.target, name));
  const part = [...partOf(named, choice), ...shared];
  if (part.length > 0) return part;
  throw noneInPart(named.length);
}

/** The problem of a part that no target is in. */
export const noneInPart = (count: number): Problem =>
  new Problem(`there are ${counted(count, 'target')}, so that this part has none`, {
    where: '--shard',
    advice: 'ask for fewer parts',
  });
