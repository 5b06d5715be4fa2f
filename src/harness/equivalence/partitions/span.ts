/** The times that a partition holds, in milliseconds since 1970; without a zone, as if they were UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly isZoned: boolean;
  /** The end as it is printed. */
  readonly end: string;
}

const bound = String.raw`\(('[^']*'|MINVALUE|MAXVALUE)(?:, [^)]*)?\)`;
const range = new RegExp(`^FOR VALUES FROM ${bound} TO ${bound}$`);
const day = /^FOR VALUES IN \(((?:'[^']*'(?:, )?)+)\)$/;
const time = /^'(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(?:\.\d+)?(\+00)?)?'$/;

/**
 * What bounds say of time, as the reader has them printed: ISO, in UTC. Nothing for bounds that are no times, and for
 * those of a partition that holds some days here and others there.
 */
export function spanOf(bounds: string): Span | undefined {
  const [, from = '', to = ''] = range.exec(bounds) ?? [];
  if (from !== '') return between(from, to);
  const [, list = ''] = day.exec(bounds) ?? [];
  const start = instant(list);
  return start && { from: start.at, to: start.at + 86_400_000, isZoned: start.isZoned, end: list };
}

function between(from: string, to: string): Span | undefined {
  const [start, end] = [instant(from), instant(to)];
  if (!start && !end) return undefined;
  if ((!start && !isOpen(from)) || (!end && !isOpen(to))) return undefined;
  return {
    from: start?.at ?? Number.NEGATIVE_INFINITY,
    to: end?.at ?? Number.POSITIVE_INFINITY,
    isZoned: (start ?? end)?.isZoned ?? false,
    end: to,
  };
}

const isOpen = (text: string): boolean => /^(MINVALUE|MAXVALUE|'-?infinity')$/.test(text);

function instant(text: string): { readonly at: number; readonly isZoned: boolean } | undefined {
  const [, date = '', clock = '00:00:00', zone] = time.exec(text) ?? [];
  return date === '' ? undefined : { at: Date.parse(`${date}T${clock}Z`), isZoned: zone !== undefined };
}
