import { asDeclarable } from '../catalog/declarable.ts';
import type { Definition } from '../catalog/definitions.ts';
import type { Catalog } from '../model/catalog.ts';
import { escapePattern } from '../model/escape-pattern.ts';
import { quoteName, quoteText } from '../postgres/connection.ts';
import type { ExistingView } from './existing-views.ts';

/** What declared objects may need and no schema file can declare: how it is made, as a migrated database has it. */
export interface Brought {
  /** Extensions, schemas, functions, types and views that are there whether anybody needs them or not. */
  readonly always: readonly string[];
  /** What a schema file could declare, but need not: made where a statement needs it by its name. */
  readonly needed: readonly Definition[];
  /** Roles that policies name; they belong to the whole server, and may be there. */
  readonly roles: readonly string[];
  /** Schemas that hold something, and nothing that a schema file could declare: it need not say them. */
  readonly undeclarable: readonly string[];
}

export const nothingBrought: Brought = { always: [], needed: [], roles: [], undeclarable: [] };

/** What a database has of that, by its catalog and the definitions that Postgres prints; `views` are said to exist. */
export function broughtFrom(
  catalog: Catalog,
  definitions: readonly Definition[],
  views: readonly ExistingView[],
): Brought {
  const { objects } = catalog;
  const isSaid = ({ schema, name }: Definition): boolean =>
    views.some((view) => view.schema === schema && view.name === name);
  const always = definitions.filter(
    (each) => each.kind === 'function' || each.kind === 'type' || (each.kind === 'view' && isSaid(each)),
  );
  const declarable = schemasOf(asDeclarable(catalog));
  const undeclarable = [...schemasOf(catalog)].filter((schema) => !declarable.has(schema));
  const schemas = new Set([...always.map(({ schema }) => schema), ...undeclarable]);
  return {
    always: [
      // Functions are brought before the tables that their bodies read.
      'SET check_function_bodies = off',
      ...objects.flatMap(({ id, attributes }) =>
        id.kind === 'extension' ? [createExtension(id.name, String(attributes.schema))] : [],
      ),
      ...[...schemas].map(createSchema),
      ...always.map(({ sql }) => sql),
    ],
    needed: definitions.filter(({ kind }) => kind === 'enum' || kind === 'sequence'),
    roles: objects.flatMap(({ id }) => (id.kind === 'role' ? [id.name] : [])),
    undeclarable,
  };
}

/** The schemas that hold something; an extension may have one to itself. */
export const schemasOf = ({ objects }: Catalog): Set<string> =>
  new Set(
    objects.flatMap(({ id, attributes }) => {
      const schema = id.kind === 'extension' ? attributes.schema : id.schema;
      return typeof schema === 'string' && !schema.startsWith('pg_') ? [schema] : [];
    }),
  );

/** What of it some statements name. */
export const namedIn = (statements: readonly string[], { needed }: Brought): string[] =>
  needed.flatMap(({ schema, name, sql }) => {
    const word = new RegExp(`(?<![\\w$])${escapePattern(name)}(?![\\w$])`);
    return statements.some((statement) => word.test(statement)) ? [createSchema(schema), sql] : [];
  });

const createSchema = (name: string): string => `CREATE SCHEMA IF NOT EXISTS ${quoteName(name)}`;

/** SQL: creates an extension in a schema, in the version that the server takes by default, or in that one. */
export const createExtension = (name: string, schema: string, version?: string): string =>
  `${schema.startsWith('pg_') ? '' : `${createSchema(schema)}; `}` +
  `CREATE EXTENSION IF NOT EXISTS ${quoteName(name)} SCHEMA ${quoteName(schema)}${version === undefined ? '' : ` VERSION ${quoteText(version)}`}`;
