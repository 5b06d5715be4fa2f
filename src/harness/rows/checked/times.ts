import { literalsIn } from './literals.ts';

const day = 86_400_000;

/** Days and times about those that a check names, the first of each month, and days to come. */
export const timesFor = (expression: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => [
    ...literalsIn(expression).flatMap((text) => [day, -day, 60_000, -60_000].flatMap(later(text, at + 1))),
    `${2000 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`,
    `${2100 + at}-06-15`,
  ]).flat();

/** A day or a time that is so many steps later, with the zone that it had. */
const later =
  (text: string, steps: number) =>
  (step: number): string[] => {
    const [, date, time = '00:00:00', zone = ''] =
      /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(?:\.\d+)?)?([+-][\d:]+)?$/.exec(text) ?? [];
    const from = Date.parse(`${date}T${time}Z`);
    if (Number.isNaN(from)) return [];
    return [`${new Date(from + steps * step).toISOString().slice(0, 19).replace('T', ' ')}${zone}`];
  };

/** Intervals, and times of the day, that are a few seconds more than those that a check names. */
export const intervalsFor = (expression: string, count: number): string[] =>
  literalsIn(expression).flatMap((text) =>
    Array.from({ length: count }, (_, at) => {
      const clock = /(\d\d:\d\d):\d\d$/.exec(text)?.[1];
      const seconds = String((at % 59) + 1).padStart(2, '0');
      return clock === undefined
        ? `${text} 00:00:${seconds}`
        : `${text.slice(0, -clock.length - 3)}${clock}:${seconds}`;
    }),
  );
