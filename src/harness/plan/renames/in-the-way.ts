import type { CatalogObject } from '../../model/catalog.ts';
import { type Identity, type Kind, keyOf } from '../../model/identity.ts';
import { type PlanSide, sideFrom } from '../read-side.ts';
import type { ToRename } from './renamings.ts';

/** Kinds whose names on one table are theirs alone; all others of a schema may want a name of each other. */
const onTable: readonly Kind[] = ['column', 'foreign-key', 'check', 'policy', 'trigger', 'rule'];

/** Kinds that are made again where what they look at goes. */
const follow: readonly Kind[] = ['view', 'materialized-view', 'rule', 'policy', 'trigger', 'index'];

/** A name that nothing has. */
export function freeName(...sides: readonly PlanSide[]): string {
  const taken = new Set(sides.flatMap(({ catalog }) => catalog.objects.map(({ id }) => id.name)));
  for (let at = 1; ; at++) if (!taken.has(`driftproof_${at}`)) return `driftproof_${at}`;
}

/** A side without what has a name that something else is to get, and is to go; nothing where there is none. */
export function withoutWhatIsInTheWay(
  renames: readonly ToRename[],
  from: PlanSide,
  to: PlanSide,
): PlanSide | undefined {
  const wanted = new Set(to.catalog.objects.map(({ id }) => keyOf(id)));
  const goes = ({ id }: CatalogObject): boolean => !wanted.has(keyOf(id));
  const isInTheWay = (object: CatalogObject): boolean =>
    goes(object) && renames.some(({ expected }) => haveOneName(object.id, expected.id));
  const side = sideFrom(from);
  const gone = new Set(from.catalog.objects.filter(isInTheWay));
  if (gone.size === 0) return undefined;
  for (const each of gone) {
    for (const part of side.partsOf(each.id)) gone.add(part);
    for (const other of side.dependentsOf(each.id)) if (follow.includes(other.id.kind)) gone.add(other);
  }
  return {
    ...from,
    catalog: { ...from.catalog, objects: from.catalog.objects.filter((each) => !gone.has(each)) },
  };
}

function haveOneName(a: Identity, b: Identity): boolean {
  if (a.schema !== b.schema || a.name !== b.name || keyOf(a) === keyOf(b)) return false;
  if (onTable.includes(a.kind) || onTable.includes(b.kind)) return a.kind === b.kind && a.table === b.table;
  return a.kind !== 'function' && b.kind !== 'function';
}
