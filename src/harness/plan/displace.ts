import type { CatalogObject } from '../model/catalog.ts';
import { keyOf } from '../model/identity.ts';
import type { Change, Side } from './plan-family.ts';
import { lasting, type Work } from './work.ts';

/** Whether Postgres refuses a change as long as others look at what changes. */
export function isDisplacing({ from, to }: Change, attribute: string): boolean {
  if (from.id.kind === 'column') return attribute === 'type' || attribute === 'collation';
  if (from.id.kind === 'domain') return attribute === 'type' || attribute === 'collation';
  if (from.id.kind !== 'enum' || attribute !== 'labels') return false;
  const [was, is] = [from, to].map(({ attributes }) => attributes.labels as readonly string[]);
  return is?.filter((label) => was?.includes(label)).join('\n') !== was?.join('\n');
}

/** Kinds that are made again around a change of what they look at; Postgres rebuilds keys and indexes of a column by itself. */
const lookingOn = new Set(['view', 'materialized-view', 'rule', 'policy', 'trigger']);

/** Drops what depends on what goes, and makes it again if it is there afterwards. */
export function displace(start: readonly CatalogObject[], before: Side, after: Side, work: Work): void {
  const queue = [...start];
  for (let gone = queue.pop(); gone; gone = queue.pop()) {
    const isDropped = work.drops.has(keyOf(gone.id));
    for (const part of isDropped ? before.partsOf(gone.id) : [])
      if (recreate(part, gone, after, work)) queue.push(part);
    const columns =
      gone.id.kind === 'column' || isDropped
        ? []
        : before.dependentsOf(gone.id).filter(({ id }) => id.kind === 'column');
    for (const dependent of [
      ...before.dependentsOf(gone.id),
      ...columns.flatMap(({ id }) => before.dependentsOf(id).filter((each) => lookingOn.has(each.id.kind))),
    ])
      if (mustMove(dependent, gone, isDropped, work) && recreate(dependent, gone, after, work))
        queue.push(dependent);
  }
}

function mustMove(dependent: CatalogObject, gone: CatalogObject, isDropped: boolean, work: Work): boolean {
  const { kind } = dependent.id;
  if (kind === 'column' && dependent.attributes.generated === null) {
    if (isDropped && dependent.attributes.default !== null)
      work.undefaulted.set(keyOf(dependent.id), dependent);
    return false;
  }
  if (lasting.has(kind) || kind === 'domain' || kind === 'composite-type' || kind === 'enum') return false;
  return isDropped || gone.id.kind !== 'column' || lookingOn.has(kind) || kind === 'column';
}

/** Returns whether it was not planned before. */
function recreate(
  object: CatalogObject,
  because: CatalogObject,
  after: Side,
  { drops, creates, alters, unplanned }: Work,
): boolean {
  const key = keyOf(object.id);
  if (drops.has(key)) return false;
  const later = after.inOwnWords(object.id);
  if (
    later &&
    object.id.kind === 'column' &&
    object.attributes.generated === null &&
    because.id.kind !== 'table'
  )
    unplanned.push({ about: object.id, reason: 'it would have to be made again, without its values' });
  drops.set(key, object);
  if (later) creates.set(key, later);
  alters.delete(key);
  return true;
}
