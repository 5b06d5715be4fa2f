import { createRequire } from 'node:module';

/** Name and version of this tool, as its package.json says. */
export const tool: { readonly name: string; readonly version: string } = (({ name, version }) => ({
  name,
  version,
}))(createRequire(import.meta.url)('driftproof/package.json'));
