import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../cache/cache-folder.ts';
import { keep, readKept, sha256 } from '../cache/kept.ts';
import type { Remember } from '../checks/folder/history-is-one-line.ts';
import type { Finding } from '../model/finding.ts';
import { tool } from '../report/tool.ts';
import type { Context } from './context.ts';

interface Kept {
  readonly key: string;
  readonly findings: Finding[];
}

/**
 * Keeps what the texts of a project's migrations folder say until one of them changes, or this build is another; undefined
 * where nothing can be kept. `build` is when it was made.
 */
export function rememberIn(
  { project, environment }: Pick<Context, 'project' | 'environment'>,
  build = buildTime(),
): Remember | undefined {
  const folder = build === undefined ? undefined : cacheFolder(project.configFile, environment.env);
  if (folder === undefined) return undefined;
  const file = join(folder, `files-${sha256(project.out)}.json`);
  return async (content, make) => {
    const key = sha256(JSON.stringify([tool.version, build, content]));
    const kept = await readKept<Kept>(file);
    if (kept?.key === key) return kept.findings;
    const findings = await make();
    await keep(file, { key, findings } satisfies Kept);
    return findings;
  };
}

/** When this build was made; undefined for sources, which may say something else after the next change to them. */
function buildTime(): number | undefined {
  const file = fileURLToPath(import.meta.url);
  return file.endsWith('.ts') ? undefined : statSync(file).mtimeMs;
}
