import { createJiti } from 'jiti';
import { displayPath } from '../history/files.ts';
import { firstLine, Problem } from '../model/problem.ts';

/**
 * Runs a TypeScript or JavaScript module of a project and returns its exports. Imports are resolved from the
 * module's own place, so a stranger's schema gets the packages and the path aliases of its own project.
 * Throws a Problem that names the file, and the import when one cannot be found.
 */
export async function loadModule(file: string): Promise<Record<string, unknown>> {
  const jiti = createJiti(file, { tsconfigPaths: true, moduleCache: true, interopDefault: false });
  try {
    return await jiti.import<Record<string, unknown>>(file);
  } catch (cause) {
    throw new Problem(`cannot be loaded: ${firstLine(cause)}`, { where: displayPath(file), cause });
  }
}
