import { createRequire } from 'node:module';

const manifest = createRequire(import.meta.url)('driftproof/package.json');

/** Name and version of this tool, as its package.json says. */
export const tool: { readonly name: string; readonly version: string } = {
  name: manifest.name,
  version: manifest.version,
};

/** Where it is developed. */
export const repository: string = String(manifest.repository.url).replace(/^git\+|\.git$/g, '');
