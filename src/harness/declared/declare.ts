import { catalogIn } from '../catalog/read.ts';
import { loadModules } from '../config/load-module.ts';
import { type Project, schemaFiles } from '../config/project.ts';
import { displayPath } from '../history/files.ts';
import type { Catalog } from '../model/catalog.ts';
import { firstLine, Problem } from '../model/problem.ts';
import { quoteName } from '../postgres/connection.ts';
import type { ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { adviceOn } from '../runner/advice.ts';
import { refuseDuplicateTables } from './duplicate-tables.ts';
import { generate } from './generator.ts';

/**
 * The SQL that makes what a project's schema files declare, statement by statement, from an empty database.
 * Throws a Problem when a file cannot be loaded, declares nothing, or declares what cannot be.
 */
export async function declaredSql(project: Project): Promise<string[]> {
  const files = await schemaFiles(project);
  const modules = await loadModules(files);
  refuseDuplicateTables(files, modules);
  // One table may be exported by several files: by value it counts once, and names cannot collide.
  const values = [...new Set(modules.flatMap((exports) => Object.values(exports)))];
  const statements = await generate(values, project.casing);
  if (statements.length > 0) return statements;
  throw new Problem('declares no table', {
    where: files.map(displayPath).join(', '),
    advice: 'export its tables',
  });
}

/**
 * The catalog of what statements make on an empty scratch database. The extensions of `like` are there before, since no
 * schema file can declare them. Throws a Problem that quotes a statement that is refused.
 */
export async function buildDeclared(
  database: Scratch,
  statements: readonly string[],
  like?: Catalog,
): Promise<Catalog> {
  for (const { id, attributes } of like?.objects ?? [])
    if (id.kind === 'extension')
      await runDeclared(database, createExtension(id.name, String(attributes.schema)));
  for (const statement of statements) await runDeclared(database, statement);
  return catalogIn(database);
}

const runDeclared = (database: Scratch, statement: string): Promise<unknown> =>
  database.run(statement).catch(async (cause: ServerError) => {
    const quoted = statement.replace(/\s+/g, ' ').slice(0, 120);
    const advice = await adviceOn(database, cause, statement);
    throw new Problem(`Postgres refuses what the schema declares: ${firstLine(cause)}: ${quoted}`, {
      ...(advice === undefined ? {} : { advice }),
      cause,
    });
  });

const createExtension = (name: string, schema: string): string =>
  `${schema.startsWith('pg_') ? '' : `CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)}; `}` +
  `CREATE EXTENSION IF NOT EXISTS ${quoteName(name)} SCHEMA ${quoteName(schema)}`;
