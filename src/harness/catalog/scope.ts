import { createRequire } from 'node:module';
import type { Catalog, CatalogObject } from '../model/catalog.ts';
import { type Kind, keyOf, type Name } from '../model/identity.ts';
import { attributeOf } from './kinds.ts';

interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** Which objects a project answers for. */
export interface Scope {
  /** Names or glob patterns of schemas, `!` negates; all schemas when empty. */
  readonly schemas: readonly string[];
  /** Glob patterns of tables and views, `!` negates; all of them when empty. */
  readonly tables: readonly string[];
  /** The migrator's own table, which is not part of anybody's schema. */
  readonly ledger: TableName;
}

/** The part of a catalog that a project answers for. */
export const inScope = ({ server, objects }: Catalog, scope: Scope): Catalog => ({
  server,
  objects: objects.filter(isInScope(scope)),
});

/** Tells of an object whether the filters of a project name it, or do not concern it. */
export function isInScope(scope: Scope): (object: CatalogObject) => boolean {
  const wanted = { schema: filterOf(scope.schemas), table: filterOf(scope.tables) };
  return (object) => concerns(object, scope, wanted);
}

/** The scope of what a history does by itself, which answers for all of it. */
export const wholeOf = (scope: Scope): Scope => ({ ...scope, schemas: [], tables: [] });

/**
 * Tells what a project answers for in a database: what its filters name, and what its migrations have made or changed,
 * by `touched` keys, wherever it lies. While there is a filter, what lies in no schema is the project's only if it is
 * touched: platforms bring extensions, event triggers, publications and default privileges of their own.
 */
export function answersFor(scope: Scope, touched: ReadonlySet<string>): (object: CatalogObject) => boolean {
  const isNamed = isInScope(scope);
  const isFiltered = scope.schemas.length > 0 || scope.tables.length > 0;
  return (object) => {
    if (touched.has(keyOf(object.id))) return !isOfLedger(object, scope.ledger);
    return !(isFiltered && isInNoSchema(object)) && isNamed(object);
  };
}

/** Roles are only there because a policy or a grant names them, and go with it; a grant is compared by whom it is to. */
export const isInNoSchema = ({ id: { kind, schema } }: CatalogObject): boolean =>
  schema === undefined && !['schema', 'role', 'grant', 'revoke'].includes(kind);

function concerns(
  given: CatalogObject,
  { ledger }: Scope,
  wanted: { readonly schema: Filter; readonly table: Filter },
) {
  const object = subjectOf(given);
  const { id } = object;
  const schema = id.kind === 'schema' ? id.name : id.schema;
  if (schema !== undefined && !wanted.schema(schema)) return false;
  const relation = isView(object) ? id.name : tableOf(object);
  return !isOfLedger(object, ledger) && (relation === undefined || wanted.table(relation));
}

/** `tablesFilter` is asked of views by their names too, as by drizzle-kit. */
const isView = ({ id: { kind } }: CatalogObject): boolean => kind === 'view' || kind === 'materialized-view';

/** Whether a schema's name is within a scope. */
export const isSchemaInScope = (schema: string, { schemas }: Scope): boolean => filterOf(schemas)(schema);

/** Whether an object is a ledger, part of it, or the schema that it lies in. */
export const isOfLedger = (given: CatalogObject, { schema, table }: TableName): boolean => {
  const object = subjectOf(given);
  return object.id.kind === 'schema'
    ? object.id.name === schema
    : object.id.schema === schema && tableOf(object) === table;
};

/** A grant goes with what it is on. */
const subjectOf = (object: CatalogObject): CatalogObject =>
  (object.id.kind === 'grant' || object.id.kind === 'revoke') &&
  object.within &&
  object.within.kind !== 'extension'
    ? { id: object.within, attributes: {} }
    : object;

const tableOf = (object: CatalogObject): string | undefined =>
  isTable(object.id.kind) ? object.id.name : (object.id.table ?? tableAround(object) ?? ownerTable(object));

const isTable = (kind: Kind | undefined): boolean => kind === 'table' || kind === 'foreign-table';

/** Statistics are named in a schema, and go with their table. */
const tableAround = ({ within }: CatalogObject): string | undefined =>
  within && isTable(within.kind) ? within.name : undefined;

/** A sequence goes with the table of its column. */
const ownerTable = (object: CatalogObject): string | undefined =>
  (attributeOf(object, 'sequence', 'ownedBy') as Name | null | undefined)?.table;

type Filter = (name: string) => boolean;

/** Most projects have no filter. */
const picomatch = (): typeof import('picomatch') => createRequire(import.meta.url)('picomatch');

/** As drizzle-kit reads `tablesFilter`, and from 1.0 on `schemaFilter`: some pattern must match, and no negated one may exclude. */
function filterOf(patterns: readonly string[]): Filter {
  if (patterns.length === 0) return () => true;
  const negated = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => picomatch()(pattern.slice(1)));
  const positive = patterns
    .filter((pattern) => !pattern.startsWith('!'))
    .map((pattern) => picomatch()(pattern));
  return (name) =>
    !negated.some((matches) => matches(name)) &&
    (positive.length === 0 || positive.some((matches) => matches(name)));
}
