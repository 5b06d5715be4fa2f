import type { Project } from '../config/project.ts';
import { Problem } from '../model/problem.ts';
import { parametersOf } from '../postgres/parameters.ts';
import type { Json } from './patch.ts';
import { type Env, writtenBy } from './run-kit.ts';

/** What drizzle-kit makes of a database. */
export interface Pulled {
  /** A snapshot, in the format of the project's drizzle-kit. */
  readonly snapshot: Json;
  /** A schema file. */
  readonly schema: string;
}

/** It reads no `sslmode` out of a URL that the driver knows only in part. */
function credentialsOf(url: URL): object {
  const { host = 'localhost', port, user, password, dbname, sslmode = '' } = parametersOf(url.href);
  const ssl = /^(require|verify-)/.test(sslmode) ? { ssl: sslmode } : { ssl: false };
  return { host, ...(port ? { port: Number(port) } : {}), user, password, database: dbname, ...ssl };
}

/** Lets drizzle-kit introspect a database. Throws a Problem where it cannot. */
export async function pull(project: Project, env: Env, url: URL): Promise<Pulled> {
  const { schemas, tables } = project;
  const files = await writtenBy(project, env, ['introspect'], {
    config: {
      dbCredentials: credentialsOf(url),
      ...(schemas.length > 0 ? { schemaFilter: schemas } : {}),
      ...(tables.length > 0 ? { tablesFilter: tables } : {}),
    },
  });
  const [snapshot] = [...files].find(([path]) => path.endsWith('snapshot.json'))?.slice(1) ?? [];
  if (snapshot === undefined) throw new Problem('drizzle-kit introspect has written no snapshot');
  return { snapshot: JSON.parse(snapshot), schema: files.get('schema.ts') ?? '' };
}
