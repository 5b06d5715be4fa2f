import { basename, dirname, join } from 'node:path';
import { sha256 } from '../cache/kept.ts';
import type { Scope } from '../catalog/scope.ts';
import type { Declaration } from './declare.ts';

/**
 * The cache file for the catalog of what a schema declares, beside the timeline of its history, which is kept in another
 * file of the cache. It goes by the SQL that the schema's own drizzle-kit generates, which all that the schema's code
 * depends on shows in, and by the timeline's name, which says the same of the migrations, the reader and the server.
 */
export function declaredFile(timeline: string, scope: Scope, { statements, existing }: Declaration): string {
  const content = [basename(timeline), scope, statements, existing];
  return join(dirname(timeline), `declared-${sha256(JSON.stringify(content))}.json`);
}
