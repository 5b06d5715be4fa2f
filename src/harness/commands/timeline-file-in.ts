import { cacheFolder } from '../cache/cache-folder.ts';
import { wholeOf } from '../catalog/scope.ts';
import type { Migration } from '../history/migrations.ts';
import { timelineFile } from '../history/timeline-cache.ts';
import { describeServerChoice } from '../postgres/server.ts';
import { tool } from '../report/tool.ts';
import type { Context } from './context.ts';

/**
 * Where the cache keeps what migrations build, by their texts, their scope, the prelude, the choice of a server and this
 * version; nowhere without a cache.
 */
export function timelineFileIn({
  environment,
  project,
  scope,
  options,
  settings,
}: Context): (migrations: readonly Migration[]) => string | undefined {
  const base = [tool.version, describeServerChoice(options), ...settings.prelude].join('\n');
  const folder = cacheFolder(project.configFile, environment.env);
  return (migrations) => folder && timelineFile(folder, migrations, wholeOf(scope), base);
}
