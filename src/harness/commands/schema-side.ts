import { posix } from 'node:path';
import { definitionsIn } from '../catalog/definitions.ts';
import { inScope } from '../catalog/scope.ts';
import type { SchemaSide } from '../checks/verify/schema-is-what-migrations-build.ts';
import { broughtFrom } from '../declared/brought.ts';
import { type Built, buildDeclared, type Declaration } from '../declared/declare.ts';
import { schemaLocator } from '../declared/schema-locator.ts';
import { snapshotSql } from '../declared/snapshot-sql.ts';
import { snapshotNameOf } from '../history/file-name.ts';
import type { Folder } from '../history/folder.ts';
import type { Catalog } from '../model/catalog.ts';
import { onceEach } from '../model/once.ts';
import { ifProblem } from '../model/problem.ts';
import type { Readable } from '../postgres/live.ts';
import type { Scratch, ScratchDatabases } from '../postgres/scratch.ts';
import type { Context } from './context.ts';

/** What a project's schema files declare, and the scratch database that it was built on. */
export interface Declared extends Built {
  readonly database: Scratch;
}

/** What a declared side is built beside: a database, with its catalog, that has what no schema file can declare. */
export interface Like {
  readonly catalog: Catalog;
  /** Absent for a live one, whose code is not run. */
  readonly database?: Readable;
}

/** Builds what the schema files declare. */
export async function declare(
  { scope }: Context,
  { statements, existing }: Declaration,
  databases: () => Promise<ScratchDatabases>,
  { catalog, database }: Like,
): Promise<Declared> {
  const definitions = database ? await definitionsIn(database) : [];
  const scratch = await (await databases()).create();
  const built = await buildDeclared(scratch, statements, broughtFrom(catalog, definitions, existing));
  return { ...built, catalog: inScope(built.catalog, scope), database: scratch };
}

function newestSnapshot({ journal, layout, shown }: Folder): string | undefined {
  const name = snapshotNameOf(journal.at(-1)?.tag ?? '', layout);
  return name && posix.join(shown, name);
}

/** Whether two lists of statements make the same; a table's follow each other in the order of a file. */
const areAlike = (some: readonly string[], others: readonly string[]): boolean =>
  JSON.stringify(some.toSorted()) === JSON.stringify(others.toSorted());

/** The schema's side of `verify`. What is needed only to explain a difference is built on demand. */
export async function schemaSide(
  context: Context,
  folder: Folder,
  declaration: Declaration,
  databases: ScratchDatabases,
  like: Like,
): Promise<SchemaSide> {
  const made = async () => databases;
  const { catalog: declared, refused } = await declare(context, declaration, made, like);
  const snapshotAfter = async (count: number): Promise<Catalog | undefined> => {
    const tag = folder.journal[count - 1]?.tag ?? '';
    // A snapshot that drizzle-kit cannot read, as of another generation, explains nothing.
    const statements = await snapshotSql(folder, tag, context.project).catch(ifProblem(undefined));
    if (!statements) return undefined;
    if (areAlike(statements, declaration.statements)) return declared;
    const { catalog, database } = await declare(context, { ...declaration, statements }, made, like);
    await database.drop();
    return catalog;
  };
  return {
    declared,
    refused,
    snapshotAfter: onceEach(snapshotAfter),
    snapshotFile: newestSnapshot(folder),
    locate: await schemaLocator(context.project),
  };
}
