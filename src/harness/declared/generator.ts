import { stripVTControlCharacters } from 'node:util';
import { Problem } from '../model/problem.ts';
import type { Project } from './project.ts';

/**
 * Asks drizzle-kit's generator for the SQL from nothing to what the exports of schema modules declare.
 * Throws a Problem when the generator refuses them.
 */
export const generate = (exports: readonly unknown[], casing: Project['casing']): Promise<string[]> =>
  keepingTheProcess(async () => {
    const { generateDrizzleJson, generateMigration } = await import('drizzle-kit/api');
    const before = generateDrizzleJson({});
    return generateMigration(before, generateDrizzleJson({ ...exports }, before.id, undefined, casing));
  });

/** The same for a snapshot that drizzle-kit 0.x wrote. */
export const generateFrom = (snapshot: unknown): Promise<string[]> =>
  keepingTheProcess(async () => {
    const { generateDrizzleJson, generateMigration } = await import('drizzle-kit/api');
    return generateMigration(generateDrizzleJson({}), snapshot as Parameters<typeof generateMigration>[1]);
  });

/** Where others throw, drizzle-kit prints to standard output and ends the process (its pgSerializer.ts). */
async function keepingTheProcess<T>(use: () => Promise<T>): Promise<T> {
  const { exit } = process;
  const { log } = console;
  const said: string[] = [];
  const refuse = (): never => {
    throw new Problem(`drizzle-kit refuses the schema: ${stripVTControlCharacters(said.join(' ')).trim()}`);
  };
  Object.assign(process, { exit: refuse });
  console.log = (...words: unknown[]) => void said.push(words.join(' '));
  try {
    return await use();
  } finally {
    Object.assign(process, { exit });
    console.log = log;
  }
}
