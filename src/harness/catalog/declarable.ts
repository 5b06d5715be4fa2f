import type { Difference } from '../diff/diff.ts';
import type { Catalog, CatalogObject } from '../model/catalog.ts';
import { type Kind, keyOf } from '../model/identity.ts';
import { attributeFacts, factsOf } from './kinds.ts';
import { isPartition, tableOf } from './of-table.ts';

/** Whether a schema file could say so; the rest is made by hand in migrations and compared with databases only. */
export const canDeclare = (kind: Kind, attribute?: string): boolean =>
  factsOf(kind).declarable !== false &&
  (attribute === undefined || attributeFacts(kind, attribute).declarable !== false);

/** The part of a catalog that a schema file could declare, without what belongs to anything else, such as a domain's check. */
export function asDeclarable({ server, objects }: Catalog): Catalog {
  const others = new Set(
    objects.filter((each) => !canDeclare(each.id.kind) || isPartition(each)).map(({ id }) => keyOf(id)),
  );
  const declarable = objects.filter(
    (object) =>
      canDeclare(object.id.kind) &&
      !isIndexOfView(object) &&
      ![object.id, object.within, tableOf(object)].some((each) => each && others.has(keyOf(each))),
  );
  return { server, objects: declarable.map(declarablePart) };
}

/** drizzle-orm gives materialized views no indexes. */
const isIndexOfView = ({ id, within }: CatalogObject): boolean =>
  id.kind === 'index' && within?.kind === 'materialized-view';

/** Whether a difference is in what no schema file can declare. */
export const isUndeclarable = (each: Difference): boolean =>
  !canDeclare(each.object.id.kind, each.type === 'changed' ? each.attribute : undefined) ||
  isIndexOfView(each.object) ||
  isPartition(each.object) ||
  (each.object.within !== undefined && !canDeclare(each.object.within.kind));

const declarablePart = (object: CatalogObject): CatalogObject => ({
  ...object,
  attributes: Object.fromEntries(
    Object.entries(object.attributes).filter(([name]) => canDeclare(object.id.kind, name)),
  ),
});
