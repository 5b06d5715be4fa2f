import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readerVersion } from '../catalog/read.ts';
import type { Scope } from '../catalog/scope.ts';
import { ifInaccessible } from '../model/file-errors.ts';
import type { Migration } from './migrations.ts';
import type { Timeline } from './timeline.ts';

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

/** Reads a cached timeline; undefined when there is none, or when its checksum is wrong. */
export async function readTimeline(file: string): Promise<Timeline | undefined> {
  const [checksum, text] = (await readFile(file, 'utf8').catch(ifInaccessible(''))).split('\n');
  return text !== undefined && checksum === sha256(text) ? JSON.parse(text) : undefined;
}

/** Caches a timeline, by an atomic rename. A folder that cannot be written to is not an error. */
export async function writeTimeline(file: string, timeline: Timeline): Promise<void> {
  const text = JSON.stringify(timeline);
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, `${sha256(text)}\n${text}`)
    .then(() => rename(unfinished, file))
    .catch(ifInaccessible(undefined));
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
