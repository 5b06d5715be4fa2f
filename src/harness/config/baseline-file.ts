import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { displayPath, readText } from '../history/files.ts';
import { parseJson } from '../history/journal.ts';
import type { Baseline, Known } from '../model/baseline.ts';
import { firstLine, Problem } from '../model/problem.ts';
import { questions } from '../model/report.ts';
import type { Project } from './project.ts';
import { checked, exactly, listOf, mustBe, oneOf, text } from './shapes.ts';

const name = 'driftproof.baseline.json';

type Place = Pick<Project, 'configFile' | 'directory'>;

const placeOf = ({ configFile }: Place): string => join(dirname(configFile), name);

/** The baseline's file, as people write it. */
export const baselineShown = (project: Place): string => displayPath(project.directory, placeOf(project));

const shape = exactly(
  {
    version: v.literal(1, mustBe('1')),
    known: listOf(
      exactly(
        {
          question: oneOf(questions, 'question'),
          rule: text,
          object: text,
          step: v.optional(text),
          fingerprint: text,
          count: v.pipe(v.number(mustBe('a number')), v.integer(mustBe('a whole number')), v.minValue(1)),
        },
        'key',
      ),
    ),
  },
  'key',
);

/** Reads `driftproof.baseline.json` beside a project's config; undefined where there is none. Throws a Problem for a broken one. */
export async function readBaseline(project: Place): Promise<Baseline | undefined> {
  const place = placeOf(project);
  if (!existsSync(place)) return undefined;
  const file = baselineShown(project);
  const { known } = checked(shape, parseJson(await readText(place, file), file), file);
  return { file, known };
}

/** Writes it, sorted, by an atomic rename. Throws a Problem where it cannot. */
export async function writeBaseline(project: Place, known: readonly Known[]): Promise<void> {
  const place = placeOf(project);
  const unfinished = `${place}.${process.pid}`;
  try {
    await writeFile(unfinished, `${JSON.stringify({ version: 1, known }, null, 2)}\n`);
    await rename(unfinished, place);
  } catch (cause) {
    throw new Problem(`cannot be written: ${firstLine(cause)}`, { where: baselineShown(project), cause });
  }
}
