import { tableOf } from '../../catalog/of-table.ts';
import { tokensOf } from '../../catalog/tokens.ts';
import type { Difference } from '../../diff/diff.ts';
import type { CatalogObject, Value } from '../../model/catalog.ts';
import { type Identity, type Kind, type Name, partsOfTables } from '../../model/identity.ts';

/** What Postgres drops together with a column: on its table, and foreign keys that refer to it. */
const dropped: readonly Kind[] = [...partsOfTables, 'statistics'];

/** Attributes in which an object says which columns it is of. */
const naming: readonly string[] = ['columns', 'include', 'keys', 'predicate', 'expression', 'expressions'];

/** Whether an object cannot be there without a column, so that it is missing because that is. */
export function needsColumn({ id, attributes }: CatalogObject, column: Identity): boolean {
  if (!dropped.includes(id.kind)) return false;
  const { references, referencedColumns = [] } = attributes;
  const refers = isTable(references, column) && mentions(referencedColumns, column.name);
  const isOn = isTable(id.table === undefined ? attributes.table : { ...id, name: id.table }, column);
  return refers || (isOn && naming.some((name) => mentions(attributes[name] ?? null, column.name)));
}

/** Whether a name is that of a column's table. */
const isTable = (name: Value | Name | undefined, column: Identity): boolean => {
  const { schema, name: own } = (name ?? {}) as Partial<Name>;
  return schema === column.schema && own === column.table;
};

/** Whether a value names a column, by itself or in an expression. */
function mentions(value: Value, column: string): boolean {
  if (typeof value === 'string')
    return (
      value === column ||
      (tokensOf(value) ?? []).some(({ text }) => text === column || text === `"${column}"`)
    );
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((each) => mentions(each, column));
}

/** Missing columns of tables that are there, each with what is missing because of it; and all that is left. */
export function underColumns(differences: readonly Difference[]): {
  readonly differences: readonly Difference[];
  readonly under: ReadonlyMap<Difference, readonly CatalogObject[]>;
} {
  const missing = differences.filter(({ type }) => type === 'missing');
  const columns = missing.filter(({ object }) => object.id.kind === 'column' && tableOf(object));
  const under = new Map<Difference, CatalogObject[]>();
  const follows = new Set<Difference>();
  for (const each of missing) {
    const column = columns.find(({ object }) => needsColumn(each.object, object.id));
    if (!column) continue;
    follows.add(each);
    under.set(column, [...(under.get(column) ?? []), each.object]);
  }
  return { differences: differences.filter((each) => !follows.has(each)), under };
}
