import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { displayPath } from '../history/files.ts';
import { Problem } from '../model/problem.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { inSandbox } from './sandbox.ts';
import { describeThrown } from './thrown.ts';
import { jitiFor, mayBeOfTranslation } from './translate/jiti-for.ts';
import { type FailedWatched, lentFor, watchEnvironment } from './watch-environment.ts';

export type Exports = Readonly<Record<string, unknown>>;

/** A module's exports, and what it did not find in the environment. */
export interface Loaded {
  readonly exports: Exports;
  /** Variables that it read, and that are absent or empty. */
  readonly absent: readonly string[];
  /** Why it does not load without what is absent and seems to say where a database is; absent where it does. */
  readonly problem?: Problem;
}

/**
 * Runs a TypeScript or JavaScript module of a project and returns its exports. Imports are resolved from the module's own
 * location, so a project's schema gets the packages and path aliases of that project. One that fails for want of a variable that says where a database is gets one that leads nowhere: what it exports is the same.
 * Throws a Problem that names the file as `shown`, and the import when one cannot be found.
 */
export const loadWatched = (file: string, shown: string, timeoutMs?: number): Promise<Loaded> =>
  oneAtATime(() => loadNow(file, shown, timeoutMs));

async function loadNow(file: string, shown: string, timeoutMs?: number): Promise<Loaded> {
  const run = () => inSandbox('it exits the process', () => importOf(file), timeoutMs);
  try {
    const { value, absent } = await watchEnvironment(run);
    return { exports: value, absent };
  } catch (failed) {
    const { cause, absent } = failed as FailedWatched;
    const lent = lentFor(absent);
    const names = Object.keys(lent);
    const problem = new Problem(`cannot be loaded: ${describeThrown(cause)}`, {
      where: shown,
      ...(names.length > 0 ? { advice: `set ${names.join(', ')}` } : {}),
      cause,
    });
    if (names.length === 0) throw problem;
    return watchEnvironment(run, lent).then(
      ({ value }) => ({ exports: value, absent: names, problem }),
      () => {
        throw problem;
      },
    );
  }
}

/** The same for a module that need not know where a database is. */
export const loadModule = async (file: string, shown: string, timeoutMs?: number): Promise<Exports> =>
  (await loadWatched(file, shown, timeoutMs)).exports;

/**
 * What may have failed because it was translated fast is run again as Babel translates it, which says best what is wrong.
 * Without `interopDefault`, the second module to import one of CommonJS gets no default; with it, jiti fails on a default null.
 */
const importOf = (file: string): Promise<Exports> =>
  jitiFor(file, { translator: 'sucrase' })
    .import<Exports>(file)
    .catch((error: unknown) => {
      if (!mayBeOfTranslation(error)) throw error;
      return jitiFor(file).import<Exports>(file);
    })
    .catch((error: unknown) => {
      if (!/of null \(reading 'then'\)/.test(String(error))) throw error;
      return jitiFor(file, { interopDefault: false }).import<Exports>(file);
    })
    .then((exports) => commonJsOf(file) ?? exports);

/**
 * All that a module of CommonJS exports: Node's `import` of one shows the names that it finds in the text (its manual,
 * "CommonJS Namespaces"). Nothing for any other module.
 */
function commonJsOf(file: string): Exports | undefined {
  const exports: unknown = createRequire(file).cache[realpathSync(file)]?.exports;
  return typeof exports === 'object' && exports !== null ? (exports as Exports) : undefined;
}

/** What a module exports as its default; all that it exports where it has none. */
export const defaultOf = (exports: Exports): unknown => ('default' in exports ? exports.default : exports);

/** Runs modules one after another, known by their paths from a project's directory: two that import a third at the same time would each get their own. */
export async function loadModules(
  files: readonly string[],
  { directory, timeoutMs }: { readonly directory: string; readonly timeoutMs?: number | undefined },
): Promise<Exports[]> {
  const modules: Exports[] = [];
  for (const file of files) modules.push(await loadModule(file, displayPath(directory, file), timeoutMs));
  return modules;
}
