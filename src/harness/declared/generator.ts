import type { Project } from '../config/project.ts';
import { inSandbox } from '../config/sandbox.ts';
import { Problem } from '../model/problem.ts';

/** Where others throw, drizzle-kit prints and ends the process (its pgSerializer.ts). */
const refusal = 'drizzle-kit refuses the schema';

/**
 * Asks drizzle-kit's generator for the SQL from nothing to what the exports of schema modules declare.
 * Throws a Problem when the generator refuses them.
 */
export const generate = (exports: readonly unknown[], casing: Project['casing']): Promise<string[]> =>
  asked(async () => {
    const { generateDrizzleJson, generateMigration } = await import('drizzle-kit/api');
    const before = generateDrizzleJson({});
    return generateMigration(before, generateDrizzleJson({ ...exports }, before.id, undefined, casing));
  });

/** The same for a snapshot that drizzle-kit 0.x wrote. */
export const generateFrom = (snapshot: unknown): Promise<string[]> =>
  asked(async () => {
    const { generateDrizzleJson, generateMigration } = await import('drizzle-kit/api');
    return generateMigration(generateDrizzleJson({}), snapshot as Parameters<typeof generateMigration>[1]);
  });

/** What it throws besides may be a long list in JSON, of what is wrong in its own snapshot. */
const asked = (use: () => Promise<string[]>): Promise<string[]> =>
  inSandbox(refusal, use).catch((cause: Error) => {
    if (cause instanceof Problem) throw cause;
    throw new Problem(`${refusal}: ${cause.message.replace(/\s+/g, ' ').slice(0, 200)}`, { cause });
  });
