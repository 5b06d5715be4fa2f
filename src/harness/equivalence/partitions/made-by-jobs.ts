import { byKeyOf } from '../../catalog/of-table.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import { keyOf } from '../../model/identity.ts';
import { contentsOf, seriesIn } from './series.ts';
import { bySiblings, type Member } from './siblings.ts';

type Objects = readonly CatalogObject[];

/** Two sides without what jobs have made and dropped since. */
export interface WithoutJobs {
  /** With what each partition that a job has made should be like by its siblings. */
  readonly expected: Objects;
  readonly actual: Objects;
  /** What a job has made, and what belongs to it. */
  readonly made: Objects;
  /** What a job has dropped, and what belonged to it. */
  readonly dropped: Objects;
}

/**
 * Partitions of a series that are there and not expected were made by a job, and those that are expected and not there
 * were dropped by one if it has made others. What is a table of its own on the other side was detached.
 */
export function withoutJobs(expected: Objects, actual: Objects): WithoutJobs {
  const series = { expected: seriesIn(expected), actual: seriesIn(actual) };
  if (series.expected.size + series.actual.size === 0) return { expected, actual, made: [], dropped: [] };
  const [inExpected, inActual] = [byKeyOf(expected), byKeyOf(actual)];
  const only = (members: Map<string, CatalogObject[]>, key: string, other: Map<string, CatalogObject>) =>
    other.has(key) ? (members.get(key) ?? []).filter(({ id }) => !other.has(keyOf(id))) : [];
  const parents = [...series.actual.keys()].filter((key) => only(series.actual, key, inExpected).length > 0);
  const made = contentsOf(
    parents.flatMap((key) => only(series.actual, key, inExpected)),
    actual,
  );
  const dropped = contentsOf(
    parents.flatMap((key) => only(series.expected, key, inActual)),
    expected,
  );
  const [isMade, isDropped] = [made, dropped].map((contents) => new Set([...contents.values()].flat()));
  const should = parents.flatMap((key) => {
    const told = series.expected.get(key);
    const siblings = membersOf(told ?? series.actual.get(key) ?? [], told ? expected : actual);
    const members = membersOf(only(series.actual, key, inExpected), actual);
    return members.flatMap((member) => bySiblings(member, siblings));
  });
  return {
    expected: [...expected.filter((each) => !isDropped?.has(each)), ...should],
    actual,
    made: [...(isMade ?? [])],
    dropped: [...(isDropped ?? [])],
  };
}

const membersOf = (tables: readonly CatalogObject[], objects: Objects): Member[] => {
  const contents = contentsOf(tables, objects);
  return tables.map((table) => ({ table, objects: contents.get(keyOf(table.id)) ?? [] }));
};
