import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The version of a package that code gets by `require`; undefined where there is none. A package need not export its
 * manifest, which then lies beside its entry.
 */
export function installedVersion(require: NodeJS.Require, name: string): string | undefined {
  for (const manifest of [
    () => require.resolve(`${name}/package.json`),
    () => join(dirname(require.resolve(name)), 'package.json'),
  ])
    try {
      const { version }: { readonly version?: string } = JSON.parse(readFileSync(manifest(), 'utf8'));
      return version;
    } catch {}
  return undefined;
}
