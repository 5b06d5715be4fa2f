import { type Difference, diff } from '../diff/diff.ts';
import type { CatalogObject } from '../model/catalog.ts';
import { areDefaultNames, isNamedByDefault } from './default-names.ts';
import { type Changed, isChanged } from './meaning-questions.ts';

/** Two objects that may be one under two names, and what differs besides. */
export interface Pair {
  readonly missing: Difference;
  readonly extra: Difference;
  readonly changes: readonly Changed[];
}

/** Every missing object beside every extra one of its kind and table, where nobody chose either name. */
export function pairsOf(differences: readonly Difference[]): Pair[] {
  const named = differences.filter(({ object }) => isNamedByDefault(object.id.kind));
  const extras = named.filter(({ type }) => type === 'extra');
  return named
    .filter(({ type }) => type === 'missing')
    .flatMap((missing) =>
      extras
        .filter((extra) => mayBeOne(missing.object, extra.object))
        .map((extra) => ({ missing, extra, changes: changesBetween(missing.object, extra.object) })),
    );
}

function mayBeOne(a: CatalogObject, b: CatalogObject): boolean {
  if (a.id.kind !== b.id.kind || a.id.schema !== b.id.schema || a.id.table !== b.id.table) return false;
  if (a.id.kind === 'sequence' && JSON.stringify(a.within) !== JSON.stringify(b.within)) return false;
  return areDefaultNames(a, a.id.name, b.id.name);
}

/** Names live in identities, so under one identity only what the objects are like is left to differ. */
function changesBetween(expected: CatalogObject, actual: CatalogObject): Changed[] {
  const renamed = { ...actual, id: expected.id };
  return diff([expected], [renamed]).filter(isChanged);
}
