import type { Span } from './span.ts';

/** How far partitions of a series reach: whole months, as calendars have them, or always as long. */
export type Step = { readonly months: number } | { readonly ms: number };

export const dayLong = 86_400_000;

/** How far all of some spans reach; nothing where one reaches farther than another, or the days are of a zone that nobody told. */
export function stepOf(spans: readonly Span[]): Step | undefined {
  const [first] = spans;
  if (!first) return undefined;
  const months = monthsOf(first);
  const step: Step = months > 0 ? { months } : { ms: first.to - first.from };
  const isSame = spans.every(({ from, to }) => after(from, step) === to);
  return isSame && !(isLocal(first) && !isShort(step)) ? step : undefined;
}

/** The time one step later. */
export function after(at: number, step: Step): number {
  if ('ms' in step) return at + step.ms;
  const date = new Date(at);
  return date.setUTCMonth(date.getUTCMonth() + step.months);
}

/** From the first of a month to the first of another one; 0 for anything else. */
function monthsOf({ from, to }: Span): number {
  const [start, end] = [new Date(from), new Date(to)];
  if ([start, end].some((each) => each.getUTCDate() !== 1) || from % dayLong !== 0 || to % dayLong !== 0)
    return 0;
  return 12 * (end.getUTCFullYear() - start.getUTCFullYear()) + end.getUTCMonth() - start.getUTCMonth();
}

/** Days that begin at another hour than those of UTC are some zone's, where some are longer than others. */
const isLocal = ({ from, isZoned }: Span): boolean => isZoned && from % dayLong !== 0;

const isShort = (step: Step): boolean => 'ms' in step && step.ms < dayLong;
