import { inScope } from '../catalog/scope.ts';
import type { SchemaSide } from '../checks/verify/schema-is-what-migrations-build.ts';
import { buildDeclared } from '../declared/declare.ts';
import { schemaLocator } from '../declared/schema-locator.ts';
import { snapshotSql } from '../declared/snapshot-sql.ts';
import type { Folder } from '../history/migrations.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Scratch, ScratchDatabases } from '../postgres/scratch.ts';
import type { Context } from './context.ts';
import { once } from './once.ts';

/** What a project's schema files declare, and the scratch database that shows it. */
export interface Declared {
  readonly catalog: Catalog;
  readonly database: Scratch;
}

/** Builds what the schema files declare, as statements; `like` has the extensions that its types may need. */
export async function declare(
  { scope }: Context,
  statements: readonly string[],
  databases: () => Promise<ScratchDatabases>,
  like: Catalog,
): Promise<Declared> {
  const database = await (await databases()).create();
  return { catalog: inScope(await buildDeclared(database, statements, like), scope), database };
}

/** The schema's side of `verify`. What is needed only to explain a difference is made when it is asked for. */
export async function schemaSide(
  context: Context,
  folder: Folder,
  statements: readonly string[],
  databases: ScratchDatabases,
  like: Catalog,
): Promise<SchemaSide> {
  const { catalog: declared } = await declare(context, statements, async () => databases, like);
  const snapshot = async (): Promise<Catalog | undefined> => {
    const sql = await snapshotSql(folder);
    return sql && inScope(await buildDeclared(await databases.create(), sql, like), context.scope);
  };
  return { declared, snapshot: once(snapshot), locate: await schemaLocator(context.project) };
}
