import { createJiti } from 'jiti';
import { displayPath } from '../history/files.ts';
import { firstLine, Problem } from '../model/problem.ts';
import { inSandbox } from './sandbox.ts';

export type Exports = Readonly<Record<string, unknown>>;

/**
 * Runs a TypeScript or JavaScript module of a project and returns its exports. Imports are resolved from the module's own
 * location, so a project's schema gets the packages and path aliases of that project.
 * Throws a Problem that names the file as `shown`, and the import when one cannot be found.
 */
export async function loadModule(file: string, shown: string, patience?: number): Promise<Exports> {
  const jiti = createJiti(file, { tsconfigPaths: true, moduleCache: true, interopDefault: false });
  try {
    return await inSandbox('it exits the process', () => jiti.import<Exports>(file), patience);
  } catch (cause) {
    throw new Problem(`cannot be loaded: ${lineOf(cause)}`, { where: shown, cause });
  }
}

/** What a module exports as its default; all that it exports where it has none. */
export const defaultOf = (exports: Exports): unknown => ('default' in exports ? exports.default : exports);

/** The first non-empty line of what was thrown. */
function lineOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : cause;
  return firstLine(String(text).trim()) || 'it throws an error without a message';
}

/** Runs modules one after another, known by their paths from a project's directory: two that import a third at the same time would each get their own. */
export async function loadModules(
  files: readonly string[],
  { directory, patience }: { readonly directory: string; readonly patience?: number | undefined },
): Promise<Exports[]> {
  const modules: Exports[] = [];
  for (const file of files) modules.push(await loadModule(file, displayPath(directory, file), patience));
  return modules;
}
