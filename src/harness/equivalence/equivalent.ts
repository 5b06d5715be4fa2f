import { type AttributeOf, attributeFacts } from '../catalog/kinds.ts';
import type { Difference } from '../diff/diff.ts';
import type { CatalogObject, Value } from '../model/catalog.ts';
import { answersTo, type WithScratch } from './answers.ts';
import { type Changed, isChanged } from './meaning-questions.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { takesFrom } from './sequence-default.ts';

/** Two things that are not the same, and mean the same. */
export interface Remark {
  readonly about: 'name-by-default-naming' | 'default-of-equal-value';
  /** As it is expected. */
  readonly object: CatalogObject;
  readonly attribute: string;
  readonly expected: Value;
  readonly actual: Value;
}

export interface Differing {
  /** What is different in meaning. */
  readonly differences: readonly Difference[];
  readonly remarks: readonly Remark[];
}

/**
 * Leaves out the differences that are none but in print, and sets apart what is equal in meaning: two names that nobody
 * chose for one object, two literals of one value. A database is asked for only when two expressions differ.
 */
export async function setEquivalentAside(
  found: readonly Difference[],
  withScratch: WithScratch,
): Promise<Differing> {
  const differences = found.filter((each) => !(isChanged(each) && meansTheSame(each)));
  const pairs = pairsOf(differences);
  const changes = [...differences.filter(isChanged), ...pairs.flatMap((pair) => pair.changes)];
  const { texts, values } = await answersTo(changes, withScratch);
  const couples = coupled(pairs.filter((pair) => pair.changes.every((change) => texts.has(change))));
  const explained = new Set<Difference>(couples.flatMap(({ missing, extra }) => [missing, extra]));
  const alike = differences.filter(isChanged).filter((change) => values.has(change));
  const rest = differences.filter((each) => ![texts, values, explained].some((some) => some.has(each)));
  return {
    differences: rest.filter((each) => !couples.some((couple) => followsFrom(each, couple))),
    remarks: [...couples.map(nameRemark), ...alike.map(valueRemark)],
  };
}

const meansTheSame = ({ object, attribute, expected, actual }: Changed): boolean =>
  attributeFacts(object.id.kind, attribute).same?.(expected, actual) ?? false;

/** Each object in one couple at most: two equal indexes under four names are two couples. */
function coupled(pairs: readonly Pair[]): Pair[] {
  const taken = new Set<Difference>();
  return pairs.filter(({ missing, extra }) => {
    if (taken.has(missing) || taken.has(extra)) return false;
    taken.add(missing).add(extra);
    return true;
  });
}

const columnDefault: AttributeOf<'column'> = 'default';

/** A serial column's default names its sequence. */
function followsFrom(difference: Difference, { missing, extra }: Pair): boolean {
  if (!isChanged(difference) || difference.attribute !== columnDefault) return false;
  return takesFrom(difference.expected, missing.object.id) && takesFrom(difference.actual, extra.object.id);
}

const nameRemark = ({ missing, extra }: Pair): Remark => ({
  about: 'name-by-default-naming',
  object: missing.object,
  attribute: 'name',
  expected: missing.object.id.name,
  actual: extra.object.id.name,
});

const valueRemark = ({ object, attribute, expected, actual }: Changed): Remark => ({
  about: 'default-of-equal-value',
  object,
  attribute,
  expected,
  actual,
});
