import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The path aliases that the nearest tsconfig above a file declares itself; none where it cannot be understood. */
export function aliasesFor(file: string): Record<string, string> {
  const tsconfig = nearest(dirname(file));
  if (!tsconfig) return {};
  const { baseUrl = '.', paths = {} } = compilerOptions(readFileSync(tsconfig, 'utf8'));
  const base = resolve(dirname(tsconfig), baseUrl);
  return Object.fromEntries(
    Object.entries(paths).flatMap(([name, [target]]) =>
      target === undefined ? [] : [[withoutStar(name), resolve(base, withoutStar(target))]],
    ),
  );
}

function nearest(folder: string): string | undefined {
  const file = join(folder, 'tsconfig.json');
  if (existsSync(file)) return file;
  return folder === dirname(folder) ? undefined : nearest(dirname(folder));
}

interface CompilerOptions {
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
}

/** Without the comments and trailing commas that TypeScript allows; a `//` or `/*` in a string, as of a path, stays. */
function compilerOptions(text: string): CompilerOptions {
  const plain = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\*.*?\*\/|\/\/[^\n]*/gs, (_, string = '') => string)
    .replace(/,(\s*[}\]])/g, '$1');
  try {
    return JSON.parse(plain).compilerOptions ?? {};
  } catch {
    return {};
  }
}

const withoutStar = (path: string): string => path.replace(/\/?\*$/, '');
