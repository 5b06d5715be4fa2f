import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import config from '../../rolldown.config.ts';

/** Builds the package where its build is missing or older than its sources: what specs run is what they test. */
export default async function setup(): Promise<void> {
  const sources = readdirSync('src/harness', { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...sources.map((path) => timeOf(join('src/harness', path))));
  if (newest < timeOf('dist/cli.js')) return;
  await build({ ...config, output: { ...config.output, cleanDir: false } });
}

const timeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
