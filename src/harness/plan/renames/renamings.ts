import { differencesBetween } from '../../equivalence/differences.ts';
import { renamedBetween } from '../../equivalence/one-cause/one-cause.ts';
import { swapsBetween } from '../../equivalence/one-cause/swaps.ts';
import { pairsOf } from '../../equivalence/pairs.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { Identity } from '../../model/identity.ts';
import type { Label } from '../planned-statement.ts';
import { renameLabel, renameSql } from './rename-sql.ts';
import { renamedLabels } from './renamed-labels.ts';

/** Something that is to get another name. */
export interface ToRename {
  readonly expected: CatalogObject;
  /** What it is called now; for what is in something that gets another name before, as that is called then. */
  readonly actual: Identity;
  /** SQL: gives what has a name another; by default, what it is called now the name that is expected. */
  readonly label?: Label;
  readonly sql: (actual?: Identity, to?: string) => string;
}

const toRename = (expected: CatalogObject, actual: Identity): ToRename => ({
  expected,
  actual,
  sql: (from = actual, to = expected.id.name) => renameSql(expected, from, to),
});

/**
 * What has another name in one catalog than in the other, as far as the two can tell: what the comparison asks about, two that
 * have each other's name, labels of enums, and, where there is none of these, names that nobody chose.
 */
export function renamingsBetween(expected: Catalog, actual: Catalog): ToRename[] {
  const swaps = swapsBetween(expected, actual);
  if (swaps.length > 0) return swaps.map(({ missing, extra }) => toRename(missing, extra.id));
  const { renames } = renamedBetween(expected, actual);
  const chosen = [
    ...renames.map(({ missing, extra }) => toRename(missing, extra.id)),
    ...labelsBetween(expected, actual),
  ];
  return chosen.length > 0 ? chosen : byDefaultNaming(expected, actual);
}

function labelsBetween(expected: Catalog, actual: Catalog): ToRename[] {
  return differencesBetween(expected.objects, actual.objects).differences.flatMap((each) =>
    renamedLabels(each).map(
      ([was, is]): ToRename => ({
        expected: each.object,
        label: [was, is],
        actual: each.object.id,
        sql: () => renameLabel(each.object.id, was, is),
      }),
    ),
  );
}

/** Constraints, indexes and sequences keep the names that they got from a table, or a column, under its former name. */
function byDefaultNaming(expected: Catalog, actual: Catalog): ToRename[] {
  const pairs = pairsOf(differencesBetween(expected.objects, actual.objects).differences);
  const alike = pairs.filter(({ changes }) => changes.length === 0);
  return alike
    .filter(
      ({ missing, extra }) =>
        alike.filter((each) => each.missing === missing || each.extra === extra).length === 1,
    )
    .map(({ missing, extra }) => toRename(missing.object, extra.object.id));
}
