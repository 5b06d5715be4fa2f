import { oneAtATime } from '../config/one-at-a-time.ts';
import type { Project } from '../config/project.ts';
import { inSandbox } from '../config/sandbox.ts';
import { Problem } from '../model/problem.ts';
import { type Kit, type KitSnapshot, kitOf } from './kit.ts';

/** drizzle-kit prints and exits the process where others throw (its pgSerializer.ts). */
const refusal = 'drizzle-kit refuses the schema';

type Asking = Pick<Project, 'configFile' | 'directory' | 'casing'>;

/**
 * Asks the project's drizzle-kit for the SQL from nothing to what the exports of schema modules declare.
 * Throws a Problem when there is no such kit, or when it refuses them.
 */
export const generate = (exports: readonly unknown[], project: Asking): Promise<string[]> =>
  asked(project, async (kit) => {
    const before = await kit.generateDrizzleJson({});
    const after = await kit.generateDrizzleJson({ ...exports }, before.id, undefined, project.casing);
    return kit.generateMigration(before, after);
  });

/** The same for a snapshot that a kit of the same generation wrote. */
export const generateFrom = (snapshot: unknown, project: Asking): Promise<string[]> =>
  asked(project, async (kit) =>
    kit.generateMigration(await kit.generateDrizzleJson({}), snapshot as KitSnapshot),
  );

/** What it throws besides may be a long list in JSON, of what is wrong in its own snapshot. */
function asked(project: Asking, use: (kit: Kit) => Promise<string[]>): Promise<string[]> {
  const kit = kitOf(project);
  return oneAtATime(() => inSandbox(refusal, () => use(kit))).catch((cause: Error) => {
    if (cause instanceof Problem) throw cause;
    throw new Problem(`${refusal}: ${cause.message.replace(/\s+/g, ' ').slice(0, 200)}`, { cause });
  });
}
