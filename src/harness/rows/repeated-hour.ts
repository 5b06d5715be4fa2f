const hour = 3_600_000;

/**
 * Times around the end of daylight saving in a time zone, in 2024: two instants that its clocks show as the same time, and that
 * time; none where the zone has no such hour, or a text is no zone.
 */
export function repeatedHour(zone: string): readonly string[] {
  const times = known.get(zone) ?? timesAround(zone);
  known.set(zone, times);
  return times;
}

const known = new Map<string, readonly string[]>();

function timesAround(zone: string): string[] {
  const shift = /^[A-Z]\w+\/[\w/+-]+$/.test(zone) ? shiftsOf(zone) : undefined;
  if (!shift) return [];
  const falls = (from: number, step: number, count: number): number | undefined =>
    Array.from({ length: count }, (_, at) => from + at * step).find((at) => shift(at + step) < shift(at));
  const day = falls(Date.UTC(2024, 0, 1), 24 * hour, 365);
  const last = day === undefined ? undefined : falls(day, hour, 24);
  if (last === undefined) return [];
  const [before, after] = [last + hour / 2, last + hour + hour / 2];
  const text = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  return [`${text(before)}+00`, `${text(after)}+00`, text(after + shift(after) * 60_000)];
}

/** Minutes from UTC at an instant. */
function shiftsOf(zone: string): ((time: number) => number) | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    return (time) => {
      const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
      return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
