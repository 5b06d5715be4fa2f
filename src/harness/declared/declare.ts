import { asDeclarable } from '../catalog/declarable.ts';
import { catalogIn } from '../catalog/read.ts';
import { rolesIn } from '../catalog/server-roles.ts';
import { loadModules } from '../config/load-module.ts';
import { type Project, schemaFiles } from '../config/project.ts';
import { displayPath } from '../history/files.ts';
import type { Catalog } from '../model/catalog.ts';
import { type Identity, keyOf } from '../model/identity.ts';
import { Problem } from '../model/problem.ts';
import { quoteName } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import { adviceOn } from '../runner/advice.ts';
import { type Brought, namedIn, nothingBrought, schemasOf } from './brought.ts';
import { refuseDuplicateTables } from './duplicate-tables.ts';
import { type ExistingView, existingViews } from './existing-views.ts';
import { generate } from './generator.ts';
import { objectOf } from './object-of.ts';
import { type RefusedStatement, runAll } from './run-all.ts';

/** What a project's schema files declare. */
export interface Declaration {
  /** The SQL that makes it from an empty database. */
  readonly statements: readonly string[];
  readonly existing: readonly ExistingView[];
}

/**
 * Reads what a project's schema files declare.
 * Throws a Problem when a file cannot be loaded, declares nothing, or declares what cannot be.
 */
export async function declarationOf(project: Project): Promise<Declaration> {
  const files = await schemaFiles(project);
  const shown = files.map((file) => displayPath(project.directory, file));
  const modules = await loadModules(files, project);
  refuseDuplicateTables(shown, modules);
  // Several files may export one table: by value it counts once, whatever its names.
  const values = [...new Set(modules.flatMap((exports) => Object.values(exports)))].filter(hasClass);
  const statements = await generate(values, project);
  if (statements.length > 0) return { statements, existing: existingViews(values) };
  throw new Problem('declares no table', {
    where: shown.join(', '),
    advice: 'export its tables',
  });
}

/** Of whatever is exported drizzle-orm asks for the class (its entity.ts), and fails where there is none. */
const hasClass = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== null;

/** What a schema's statements make, and those of them that Postgres refuses. */
export interface Built {
  readonly catalog: Catalog;
  readonly refused: readonly Refused[];
}

/** A statement of a schema that Postgres refuses. */
export interface Refused extends RefusedStatement {
  /** What it would have made. */
  readonly object: Identity;
  /** What to do where another server would take it. */
  readonly advice?: string;
}

/**
 * Builds what statements declare on a scratch database that holds no more than what was there before any migration, in
 * whatever order Postgres takes them, beside what they need and cannot declare. What was there before is left as it is.
 */
export async function buildDeclared(
  database: Scratch,
  statements: readonly string[],
  brought: Brought = nothingBrought,
): Promise<Built> {
  const before = new Set((await catalogIn(database)).objects.map(({ id }) => keyOf(id)));
  const known = brought.roles.length === 0 ? [] : await rolesIn(database);
  const roles = brought.roles.filter((role) => known.every(({ id }) => id.name !== role));
  const all = [...roles.map((role) => `CREATE ROLE ${quoteName(role)}`), ...brought.always, ...statements];
  const first = await runAll(database, all);
  const needed = namedIn(
    first.map(({ statement }) => statement),
    brought,
  );
  const left = needed.length === 0 ? first : await runAll(database, [...needed, ...first.map(textOf)]);
  const declared = new Set(statements);
  const refused = await Promise.all(
    left.filter(({ statement }) => declared.has(statement)).map((each) => explain(database, each)),
  );
  return {
    catalog: withoutBrought(await catalogIn(database), before, statements, brought),
    refused: refused.filter((each) => !before.has(keyOf(each.object)) && !isThere(each)),
  };
}

/** A schema that was brought is declared where a schema file could not have said so, or did. */
function withoutBrought(
  { server, objects }: Catalog,
  before: ReadonlySet<string>,
  statements: readonly string[],
  { undeclarable }: Brought,
): Catalog {
  const holding = schemasOf(asDeclarable({ server, objects }));
  const isDeclared = (name: string): boolean =>
    holding.has(name) ||
    undeclarable.includes(name) ||
    statements.some((each) => each.startsWith('CREATE SCHEMA') && each.includes(quoteName(name)));
  return {
    server,
    objects: objects.filter(({ id }) => id.kind !== 'schema' || before.has(keyOf(id)) || isDeclared(id.name)),
  };
}

/** A schema or a role has nothing that a second one could have otherwise (42P06, 42710). */
const isThere = ({ object, error }: Refused): boolean =>
  (object.kind === 'schema' && error.code === sqlState.duplicateSchema) ||
  (object.kind === 'role' && error.code === sqlState.duplicateObject);

const textOf = ({ statement }: RefusedStatement): string => statement;

async function explain(database: Scratch, refused: RefusedStatement): Promise<Refused> {
  const advice = await adviceOn(database, refused.error, refused.statement);
  const object = await objectOf(refused.statement);
  return { ...refused, object, ...(advice === undefined ? {} : { advice }) };
}
