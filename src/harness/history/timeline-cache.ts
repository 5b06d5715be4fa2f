import { basename, dirname, join } from 'node:path';
import { sha256 } from '../cache/kept.ts';
import { readerVersion } from '../catalog/read.ts';
import type { Scope } from '../catalog/scope.ts';
import type { Migration } from './migrations.ts';

/** The cache file for the timeline of these migrations, replayed on a server chosen like this. */
export function timelineFile(
  directory: string,
  migrations: readonly Migration[],
  scope: Scope,
  server: string,
): string {
  const content = [readerVersion, server, scope, migrations.map(({ tag, when, hash }) => [tag, when, hash])];
  return join(directory, `timeline-${sha256(JSON.stringify(content))}.json`);
}

/** Whether a file of the cache, by its name, keeps a timeline of whatever migrations. */
export const isTimelineFile = (name: string): boolean => /^(reached-\d+-)?timeline-/.test(name);

/** The cache file, beside that of a timeline, for what the first `count` of its migrations build together. */
export const reachedFile = (timeline: string, count: number): string =>
  join(dirname(timeline), `reached-${count}-${basename(timeline)}`);
