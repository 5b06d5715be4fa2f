import { type CatalogObject, compareKeys } from '../model/catalog.ts';
import { type Kind, keyOf } from '../model/identity.ts';
import { isOfIdentity } from './families/sequences.ts';
import { containersOf, type Side } from './plan-family.ts';

/** Where nothing else decides, as a person would write it. */
const ranks: readonly Kind[] = [
  'role',
  'schema',
  'extension',
  'language',
  'access-method',
  'collation',
  'conversion',
  'text-search-parser',
  'text-search-template',
  'text-search-dictionary',
  'text-search-configuration',
  'foreign-data-wrapper',
  'foreign-server',
  'user-mapping',
  'enum',
  'composite-type',
  'domain',
  'range-type',
  'base-type',
  'sequence',
  'function',
  'cast',
  'operator',
  'operator-family',
  'operator-class',
  'transform',
  'table',
  'foreign-table',
  'column',
  'primary-key',
  'unique',
  'exclusion',
  'check',
  'index',
  'foreign-key',
  'view',
  'materialized-view',
  'rule',
  'trigger',
  'policy',
  'statistics',
  'publication',
  'publication-table',
  'event-trigger',
  'setting',
  'grant',
  'revoke',
];

/** Objects in an order in which each comes after what it needs and what it is in. */
export function inOrder(objects: readonly CatalogObject[], side: Side): CatalogObject[] {
  const ranked = [...objects].sort(
    (a, b) =>
      ranks.indexOf(a.id.kind) - ranks.indexOf(b.id.kind) ||
      asInTheirTable(a, b, side) ||
      compareKeys(keyOf(a.id), keyOf(b.id)),
  );
  const byKey = new Map(ranked.map((object) => [keyOf(object.id), object]));
  const ordered = new Set<CatalogObject>();
  const begun = new Set<CatalogObject>();
  const visit = (object: CatalogObject): void => {
    if (begun.has(object)) return;
    begun.add(object);
    for (const needed of needsOf(object, side)) {
      const found = byKey.get(keyOf(needed.id));
      if (found) visit(found);
    }
    ordered.add(object);
  };
  for (const object of ranked) visit(object);
  return [...ordered];
}

/** Columns table by table, and in a table as they come there: one that is added comes last. */
function asInTheirTable(a: CatalogObject, b: CatalogObject, side: Side): number {
  if (a.id.kind !== 'column' || b.id.kind !== 'column' || !a.within || !b.within) return 0;
  const place = ({ id, within }: CatalogObject): number => {
    const order = within && (side.find(within)?.attributes.columnOrder as Order | undefined)?.order;
    return order?.indexOf(id.name) ?? 0;
  };
  return compareKeys(keyOf(a.within), keyOf(b.within)) || place(a) - place(b);
}

interface Order {
  readonly order: readonly string[];
}

/** What is made before what it is in; the sequence of an identity is made with its column. */
const isApart = (object: CatalogObject, side: Side): boolean =>
  object.id.kind === 'role' || (object.id.kind === 'sequence' && !isOfIdentity(object, side));

/** What an object is in, and the table of a column that it is in. */
const holdersOf = (object: CatalogObject, side: Side): CatalogObject[] =>
  containersOf(object)
    .flatMap((container) => side.find(container) ?? [])
    .flatMap((holder) => (holder.id.kind === 'column' ? [holder, ...holdersOf(holder, side)] : [holder]));

/** A table is made with its columns, and needs what they need. */
function needsOf(object: CatalogObject, side: Side): readonly CatalogObject[] {
  const within = isApart(object, side) ? [] : holdersOf(object, side);
  const columns =
    object.id.kind === 'table' || object.id.kind === 'foreign-table'
      ? side.partsOf(object.id).filter(({ id }) => id.kind === 'column')
      : [];
  const own = [object, ...columns].flatMap(({ id }) => side.needsOf(id));
  const tables = own.flatMap(({ within: container, id }) =>
    id.kind === 'column' && container ? (side.find(container) ?? []) : [],
  );
  return [...within, ...tables, ...own].filter((needed) => needed !== object && !columns.includes(needed));
}
