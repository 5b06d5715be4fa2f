import picomatch from 'picomatch';
import type { Catalog, CatalogObject } from '../model/catalog.ts';

/** Which objects a project answers for. */
export interface Scope {
  /** Only these schemas; all when empty. */
  readonly schemas: readonly string[];
  /** Glob patterns of tables, `!` negates; all tables when empty. */
  readonly tables: readonly string[];
  /** The migrator's own table, which is not part of anybody's schema. */
  readonly ledger: { readonly schema: string; readonly table: string };
}

/** The part of a catalog that a project answers for. */
export function inScope({ server, objects }: Catalog, scope: Scope): Catalog {
  const wanted = tableFilter(scope.tables);
  return { server, objects: objects.filter((object) => concerns(object, scope, wanted)) };
}

function concerns(
  { id, attributes }: CatalogObject,
  { schemas, ledger }: Scope,
  wanted: (table: string) => boolean,
) {
  const schema = id.kind === 'schema' ? id.name : id.schema;
  if (schemas.length > 0 && schema !== undefined && !schemas.includes(schema)) return false;
  if (id.kind === 'schema' && id.name === ledger.schema) return false;
  const table = id.kind === 'table' ? id.name : (id.table ?? ownerTable(attributes.ownedBy));
  if (table === undefined) return true;
  return !(schema === ledger.schema && table === ledger.table) && wanted(table);
}

const ownerTable = (ownedBy: unknown): string | undefined =>
  Array.isArray(ownedBy) ? String(ownedBy[1]) : undefined;

/** As drizzle-kit reads `tablesFilter`: some pattern must match, and no negated one may exclude. */
function tableFilter(patterns: readonly string[]): (table: string) => boolean {
  if (patterns.length === 0) return () => true;
  const negated = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => picomatch(pattern.slice(1)));
  const positive = patterns
    .filter((pattern) => !pattern.startsWith('!'))
    .map((pattern) => picomatch(pattern));
  return (table) =>
    !negated.some((matches) => matches(table)) &&
    (positive.length === 0 || positive.some((matches) => matches(table)));
}
