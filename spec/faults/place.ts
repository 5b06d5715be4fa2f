import type { Fault } from './faults.ts';
import type { Ground } from './ground.ts';

/** When a fault strikes: before a message is sent, or so many milliseconds after, while it runs. */
export interface Place {
  readonly message: number;
  readonly after?: number;
  /** For a disk that is full: how many bytes are left. */
  readonly room?: number;
}

/** Messages that take longer are struck inside. */
const long = 40;

/** What the runner only asks: between two of these nothing differs. */
const isQuestion = /^SELECT (FROM|to_regclass|tag)/;

/** Where a fault is to strike in a step: before every message, and inside the long ones and the commit. */
export function placesOf({ messages }: Ground, { inside, small }: Fault): Place[] {
  return messages.flatMap(({ sql, ms }, message): Place[] => [
    ...(isQuestion.test(sql) ? [] : [{ message }]),
    ...(inside && sql === 'COMMIT' ? [0, 1].map((after) => ({ message, after })) : []),
    ...(inside && ms >= long ? [0.2, 0.5, 0.9].map((part) => ({ message, after: part * ms })) : []),
    ...(small && ms >= long ? [64, 512, 2048].map((kilobytes) => ({ message, room: kilobytes * 1024 })) : []),
  ]);
}

export const isInside = ({ after, room }: Place): boolean => after !== undefined || room !== undefined;
