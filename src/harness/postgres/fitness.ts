import type { ServerError } from './errors.ts';

/** Images that bring an extension which the plain ones lack, by the beginning of its name. */
const images: readonly (readonly [beginning: string, image: string])[] = [
  ['postgis', 'postgis/postgis:18-3.6-alpine'],
  ['vector', 'pgvector/pgvector:pg18'],
];

/**
 * What to do when not the SQL is wrong but the scratch server is another than it was written for: it lacks an extension
 * (0A000, or 58P01 for its control file), or has a role already, since roles belong to the whole server (42710).
 * Nothing for any other error.
 */
export function adviceOnServer({ code, message }: ServerError): string | undefined {
  const extension = /extension "([^"]+)" is not available|\/([^/"]+)\.control"/.exec(message);
  if (extension && (code === '0A000' || code === '58P01'))
    return `use a server that has it: --server container --image ${imageWith(extension[1] ?? extension[2] ?? '')}`;
  if (code === '42710' && message.startsWith('role '))
    return 'roles belong to the whole server: use one of its own, as --server embedded starts, or drop the role there';
  return undefined;
}

const imageWith = (extension: string): string =>
  images.find(([beginning]) => extension.startsWith(beginning))?.[1] ?? `<an image that has ${extension}>`;
