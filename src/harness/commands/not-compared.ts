import { attributeOf } from '../catalog/kinds.ts';
import { isInNoSchema } from '../catalog/scope.ts';
import type { WhichLedger } from '../checks/drift/which-ledger.ts';
import type { Catalog, CatalogObject } from '../model/catalog.ts';
import { counted } from '../model/counted.ts';
import { type Kind, keyOf } from '../model/identity.ts';

/** What was not compared: rights, as far as `ofRights` says, and all but the being there of objects of which nothing else is read. */
export function notCompared(
  { objects }: Catalog,
  ofRights: readonly string[] = everyGrant(objects),
): string[] {
  const kinds = ofEachKind(objects.filter(({ id }) => isOnlyCounted(id.kind)));
  return [...ofRights, ...(kinds === '' ? [] : [`compared by existence only: ${kinds}`])];
}

function everyGrant(objects: readonly CatalogObject[]): string[] {
  const { length } = objects.filter(({ id }) => id.kind === 'grant');
  return length === 0 ? [] : [`not compared: ${counted(length, 'grant')}`];
}

/** User mappings have nothing but options, which may be secret. */
const isOnlyCounted = (kind: Kind): boolean => kind === 'unmodeled' || kind === 'user-mapping';

/** What a database holds in no schema and nothing `expected` accounts for: it is the platform's, or nobody knows whose. */
export function ofNobody({ objects }: Catalog, expected: readonly CatalogObject[]): string[] {
  const known = new Set(expected.filter(isInNoSchema).map(({ id }) => keyOf(id)));
  const kinds = ofEachKind(
    objects.filter(
      (each) => isInNoSchema(each) && each.id.kind !== 'extension-member' && !known.has(keyOf(each.id)),
    ),
  );
  return kinds === '' ? [] : [`in no schema, and not made by a migration: ${kinds}`];
}

/** `2 × publication`, for each kind that there is. */
function ofEachKind(objects: readonly CatalogObject[]): string {
  const counts = new Map<string, number>();
  for (const object of objects) {
    const what = String(attributeOf(object, 'unmodeled', 'what') ?? object.id.kind);
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${count} × ${what}`).join(', ');
}

/** What a ledger that is not Drizzle's cannot say of migrations. */
export const notKept = ({ keeps }: Pick<WhichLedger, 'keeps'>): string[] =>
  keeps === 'versions'
    ? ['not compared: what was edited after it was applied, since the ledger keeps versions alone']
    : [];
