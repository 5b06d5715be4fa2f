import { byKeyOf } from '../../catalog/of-table.ts';
import type { Difference } from '../../diff/diff.ts';
import { fold } from '../../diff/fold.ts';
import { type Catalog, type CatalogObject, inKeyOrder } from '../../model/catalog.ts';
import { type Identity, keyOf } from '../../model/identity.ts';
import { once } from '../../model/once.ts';
import { driftBetween } from '../differences.ts';
import { type Rename, renamesIn } from './renames.ts';
import { type Renaming, withNames } from './same-but-name.ts';

/** A rename, and the objects that are other ones only because they name what was renamed. */
export interface RenameCause extends Rename {
  readonly follows: readonly CatalogObject[];
  /** In what it differs besides. */
  readonly differs: readonly string[];
}

export interface Renamed {
  readonly renames: readonly RenameCause[];
  /** The actual side under the names that are expected, and what differs there. */
  readonly actual: Catalog;
  readonly differences: readonly Difference[];
}

/** More of them are no accident: what is new there was made after a pattern. */
const mostRenames = 50;

/** Finds what may have been renamed, and what differs besides. */
export function renamedBetween(expected: Catalog, given: Catalog): Renamed {
  const wanted = once(() => byKeyOf(expected.objects));
  const renames: RenameCause[] = [];
  const known: Renaming[] = [];
  let actual = given;
  let found = driftBetween(expected, actual).differences;
  while (renames.length < mostRenames) {
    const [rename] = renamesIn(fold(found), expected.objects, actual.objects, known);
    if (!rename) break;
    const renaming = { expected: rename.missing.id, actual: rename.extra.id };
    actual = { ...actual, objects: inKeyOrder(withNames(actual.objects, [...known, renaming], wanted())) };
    known.push(renaming);
    const rest = driftBetween(expected, actual).differences;
    const differs = rest.flatMap((each) =>
      each.type === 'changed' && keyOf(each.object.id) === keyOf(rename.missing.id) ? each.attribute : [],
    );
    renames.push({ ...rename, differs, follows: goneFrom(fold(found), fold(rest), rename) });
    found = rest;
  }
  return { renames, actual, differences: found };
}

/** What differs no more, but for what was renamed. */
function goneFrom(
  before: readonly Difference[],
  after: readonly Difference[],
  { missing, extra }: Rename,
): CatalogObject[] {
  const rest = new Set([...after.map(({ object }) => object), missing, extra].map(({ id }) => keyOf(id)));
  return [...byKeyOf(before.map(({ object }) => object)).values()].filter(({ id }) => !rest.has(keyOf(id)));
}

/** Whether a difference is told under a rename: of what was renamed, of what is in it, or of what names it. */
export function isUnderRename({ object }: Difference, { missing, extra, follows }: RenameCause): boolean {
  const key = keyOf(object.id);
  return (
    [missing, extra, ...follows].some(({ id }) => keyOf(id) === key) ||
    [missing.id, extra.id].some((id) => isIn(object, id))
  );
}

const isIn = ({ id, within }: CatalogObject, holder: Identity): boolean =>
  (holder.kind === 'schema' && id.schema === holder.name) ||
  [id, within].some((each) => each?.schema === holder.schema && each?.table === holder.name) ||
  (within !== undefined && keyOf(within) === keyOf(holder));
