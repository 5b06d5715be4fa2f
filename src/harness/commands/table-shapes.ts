import { type Catalog, type CatalogObject, compareKeys, isList, type Value } from '../model/catalog.ts';
import type { TableName } from '../model/cost.ts';
import { type Kind, keyOf, nameKey } from '../model/identity.ts';
import type { TableShape } from '../model/table-shape.ts';

/** The tables of some catalogs for a diagram. Of what several have, the first says what it is like. */
export function tableShapes(...catalogs: readonly Catalog[]): TableShape[] {
  const objects = new Map<string, CatalogObject>();
  for (const object of catalogs.flatMap((catalog) => catalog.objects)) {
    const key = keyOf(object.id);
    if (!objects.has(key)) objects.set(key, object);
  }
  const parts = new Map<string, CatalogObject[]>();
  for (const object of objects.values()) {
    const { schema = '', table } = object.id;
    if (table === undefined) continue;
    const key = nameKey({ schema, name: table });
    parts.set(key, [...(parts.get(key) ?? []), object]);
  }
  return [...objects.values()]
    .filter(({ id }) => id.kind === 'table')
    .map((table) => shapeOf(table, parts.get(nameKey(tableName(table))) ?? []))
    .sort((one, other) => compareKeys(nameKey(one.table), nameKey(other.table)));
}

const tableName = ({ id: { schema = '', name } }: CatalogObject): TableName => ({ schema, name });

function shapeOf(table: CatalogObject, parts: readonly CatalogObject[]): TableShape {
  const of = (kind: Kind): CatalogObject[] => parts.filter(({ id }) => id.kind === kind);
  const { columnOrder } = table.attributes;
  const order = textsIn((columnOrder as { order?: Value } | undefined)?.order);
  const placeOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return {
    table: tableName(table),
    columns: of('column')
      .map(({ id: { name }, attributes }) => ({ name, type: String(attributes.type) }))
      .sort((one, other) => placeOf(one.name) - placeOf(other.name)),
    primaryKey: of('primary-key').flatMap(({ attributes }) => textsIn(attributes.columns)),
    foreignKeys: of('foreign-key').map(({ id: { name }, attributes }) => {
      const { schema = '', name: referenced } = attributes.references as Partial<TableName> & {
        name: string;
      };
      return { name, columns: textsIn(attributes.columns), references: { schema, name: referenced } };
    }),
  };
}

const textsIn = (value: Value | undefined): string[] =>
  value !== undefined && isList(value) ? value.map(String) : [];
