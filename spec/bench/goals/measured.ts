import { readFile, writeFile } from 'node:fs/promises';
import { writeGoals } from './write-goals.ts';

const file = 'spec/bench/measured.json';

/** Figures of one command, by what it calls them; milliseconds, but for what is called otherwise. Null is what was stopped. */
export type Figures = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** What each command has measured last. */
export type AllFigures = Readonly<Record<string, Figures>>;

export const measuredSoFar = async (): Promise<AllFigures> =>
  JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));

/** Keeps what a command has measured, in place of what it has measured of the same before, and writes the goals again. */
export async function remember(command: string, figures: Figures): Promise<void> {
  const known = await measuredSoFar();
  const all = { ...known, [command]: { ...known[command], ...rounded(figures) } };
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
  await writeGoals(all);
}

const rounded = (figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([name, each]) => [
      name,
      Object.fromEntries(Object.entries(each).map(([key, value]) => [key, hundredth(value)])),
    ]),
  );

const hundredth = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : Math.round(value * 100) / 100;
