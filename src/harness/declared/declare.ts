import { displayPath } from '../history/files.ts';
import { firstLine, Problem } from '../model/problem.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { generate } from './generator.ts';
import { loadModule } from './load.ts';
import { type Project, schemaFiles } from './project.ts';

/**
 * The SQL that makes what a project's schema files declare, statement by statement, from an empty database.
 * Throws a Problem when a file cannot be loaded, declares nothing, or declares what cannot be.
 */
export async function declaredSql(project: Project): Promise<string[]> {
  const files = await schemaFiles(project);
  const modules = await Promise.all(files.map(loadModule));
  // One table may be exported by several files: by value it counts once, and names cannot collide.
  const values = [...new Set(modules.flatMap((exports) => Object.values(exports)))];
  const statements = await generate(values, project.casing);
  if (statements.length > 0) return statements;
  throw new Problem('declares no table', {
    where: files.map(displayPath).join(', '),
    advice: 'export its tables',
  });
}

/** Makes what the statements declare on an empty scratch database. Throws a Problem that quotes a refused one. */
export async function buildDeclared(database: Scratch, statements: readonly string[]): Promise<void> {
  for (const statement of statements)
    await database.run(statement).catch((cause) => {
      const quoted = statement.replace(/\s+/g, ' ').slice(0, 120);
      throw new Problem(`Postgres refuses what the schema declares: ${firstLine(cause)}: ${quoted}`, {
        cause,
      });
    });
}
