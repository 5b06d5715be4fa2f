import { median } from '../verify/time.ts';

/** A row of a table: what comes before each run, and the run, which answers in seconds, or infinity where it was stopped. */
export interface Timed {
  readonly before?: () => Promise<unknown>;
  readonly run: () => Promise<number>;
  /** A row whose run leaves what this one needs: it is not run where that was stopped. */
  readonly after?: string;
}

/** A median in milliseconds, of so many runs. */
export interface Median {
  readonly ms: number;
  readonly runs: number;
}

interface Row extends Timed {
  readonly name: string;
  readonly ms: number[];
  spent: number;
}

/**
 * Runs rows in turns, as often as is wished. One that has taken more than `budget` seconds in all, with what comes before
 * it, is not run again, nor is one that was stopped; one that could not be run at all is left out.
 */
export async function inTurns(
  timed: Readonly<Record<string, Timed>>,
  { runs, budget }: { readonly runs: number; readonly budget: number },
): Promise<Record<string, Median>> {
  const rows: Row[] = Object.entries(timed).map(([name, each]) => ({ ...each, name, ms: [], spent: 0 }));
  const isStopped = ({ ms }: Row): boolean => ms.some((each) => !Number.isFinite(each));
  const isOver = (row: Row): boolean =>
    row.spent > budget || isStopped(row) || rows.some((each) => each.name === row.after && isStopped(each));
  for (let run = 0; run < runs; run++)
    for (const row of rows.filter((each) => !isOver(each))) {
      const started = performance.now();
      await row.before?.();
      row.ms.push(1000 * (await row.run()));
      row.spent += (performance.now() - started) / 1000;
    }
  const known = rows.filter(({ ms }) => ms.length > 0);
  return Object.fromEntries(known.map(({ name, ms }) => [name, { ms: median(ms), runs: ms.length }]));
}
