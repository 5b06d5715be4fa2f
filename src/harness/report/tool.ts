import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package.json of this package; Node's own way, by the package's name, takes as long as loading another package. */
function manifestAbove(folder: string): { name: string; version: string; repository: { url: string } } {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : manifestAbove(dirname(folder));
}

const manifest = manifestAbove(dirname(fileURLToPath(import.meta.url)));

/** Name and version of this tool, as its package.json says. */
export const tool: { readonly name: string; readonly version: string } = {
  name: manifest.name,
  version: manifest.version,
};

/** Where it is developed. */
export const repository: string = manifest.repository.url.replace(/^git\+|\.git$/g, '');
