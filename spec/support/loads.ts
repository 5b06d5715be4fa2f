import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes down what a process loads: require and jiti read files by readFileSync, import asks its hooks where they are.
 */
const recorder = (log: string): string => `
const fs = require('node:fs');
const { register, syncBuiltinESMExports } = require('node:module');
const log = ${JSON.stringify(log)};
const read = fs.readFileSync;
fs.readFileSync = (file, ...rest) => {
  fs.appendFileSync(log, file + '\\n');
  return read(file, ...rest);
};
syncBuiltinESMExports();
register('data:text/javascript,' + encodeURIComponent(\`
  import { appendFileSync } from 'node:fs';
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    appendFileSync(\${JSON.stringify(log)}, found.url + '\\\\n');
    return found;
  }\`));
`;

/** Runs `use` with an environment in which a process writes down what it loads; returns those files. */
export async function loadedBy(
  use: (env: Readonly<Record<string, string>>) => Promise<unknown>,
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'loads-'));
  try {
    const log = join(folder, 'log');
    await writeFile(join(folder, 'recorder.cjs'), recorder(log));
    await use({ NODE_OPTIONS: `--require ${join(folder, 'recorder.cjs')}` });
    return (await readFile(log, 'utf8')).trim().split('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
