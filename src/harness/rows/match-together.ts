import { quoteName } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { equalsIn, type Together } from './checked-together.ts';
import { nearTuples } from './near-together.ts';
import { answersTo, questionOf, type TestedPlan } from './pool-tests.ts';

/** How many candidates are asked about, half of them made of the first values of each column. */
const candidates = 800;

/**
 * Plans rows once more, with values that fit together wherever checks compare columns with each other: the server is asked
 * which candidates do. The same plan where it knows none.
 */
export async function matchTogether(database: Scratch, plan: TestedPlan): Promise<TestedPlan> {
  const fitting = await fittingOf(database, plan, tuplesOf);
  const isLeft = plan.together.some((_, at) => fitting[at]?.length === 0);
  const near = isLeft ? await fittingOf(database, plan, nearTuples) : [];
  return plan.together.reduce((better, group, at) => {
    const fits = fitting[at] ?? [];
    return withTuples(better, group, spread(fits.length > 0 ? fits : (near[at] ?? [])));
  }, plan);
}

/** Which candidates of each group fit. */
async function fittingOf(
  database: Scratch,
  { together, pools }: TestedPlan,
  candidatesOf: (group: Together, pools: TestedPlan['pools']) => Tuple[],
): Promise<Tuple[][]> {
  const tuples = together.map((group) => candidatesOf(group, pools));
  const answers = await answersTo(
    database,
    together.map(({ table, columns, checks }, at) =>
      questionOf({ table, columns: columns.map(({ name }) => name), checks }, tuples[at] ?? []),
    ),
  );
  return tuples.map((own, at) => (answers[at]?.fits ?? []).map((fit) => own[fit] ?? []));
}

type Tuple = readonly string[];

/** How many values a column has that stand for a kind of row each, such as a state. */
const few = 6;

/** Values for each column of a group: what a check says that one is equal to is worked out of the others. */
function tuplesOf(group: Together, pools: TestedPlan['pools']): Tuple[] {
  const equals = equalsIn(group);
  const lists = group.columns.map(({ slot }) => [...new Set(pools[slot])]);
  if (lists.some((list) => list.length === 0)) return [];
  const free = group.columns.filter(({ name }) => !equals.has(name)).length;
  const width = Math.max(2, Math.floor((candidates / 2) ** (1 / Math.max(1, free))));
  return Array.from({ length: candidates }, (_, at) => {
    let rest = at;
    const values = lists.map((list, column) => {
      if (at >= candidates / 2) return list[scattered(at, column) % list.length] ?? '';
      if (equals.has(group.columns[column]?.name ?? '')) return list[0] ?? '';
      const few = Math.min(width, list.length);
      const value = list[rest % few] ?? '';
      rest = Math.floor(rest / few);
      return value;
    });
    return workedOut(group, equals, values);
  });
}

function workedOut(
  { table, columns }: Together,
  equals: ReadonlyMap<string, string>,
  values: readonly string[],
): Tuple {
  const own = [...values];
  for (const [at, { name, printed }] of columns.entries()) {
    const expression = equals.get(name);
    if (expression === undefined) continue;
    const others = columns.map((column, other) => `${own[other]} AS ${quoteName(column.name)}`);
    own[at] =
      `(SELECT (${expression})::${printed} FROM (SELECT ${others.join(', ')}) AS ${quoteName(table)})`;
  }
  return own;
}

/** The same number for the same two, as if by chance. */
const scattered = (one: number, other: number): number =>
  Math.imul(Math.imul(one + 1, 2654435761) ^ (other + 1), 2246822519) >>> 3;

/** From all over the list, each kind in turn: what is NULL, and which of few values there are. */
function spread(tuples: readonly Tuple[]): Tuple[] {
  const counts = tuples[0]?.map((_, at) => new Set(tuples.map((tuple) => tuple[at])).size) ?? [];
  const kinds = new Map<string, Tuple[]>();
  const mixed = tuples.map((tuple, at) => ({ tuple, place: scattered(at, 7) }));
  for (const { tuple } of mixed.sort((one, other) => one.place - other.place)) {
    const kind = tuple.map((value, at) => ((counts[at] ?? 0) <= few ? value : value.startsWith('NULL::')));
    const key = JSON.stringify(kind);
    kinds.set(key, [...(kinds.get(key) ?? []), tuple]);
  }
  const most = Math.max(0, ...[...kinds.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, at) =>
    [...kinds.values()].flatMap((own) => (at < own.length ? [own[at] ?? []] : [])),
  ).flat();
}

/** A plan whose rows take all values of a group from the same place. */
function withTuples(plan: TestedPlan, { columns }: Together, tuples: readonly Tuple[]): TestedPlan {
  if (tuples.length === 0) return plan;
  const slots = columns.map(({ slot }) => slot);
  const isKey = slots.some((slot) => plan.keySlots.includes(slot));
  // As elsewhere, the last quarter are copies.
  const own = isKey ? tuples.length : plan.wanted - Math.floor(plan.wanted / 4);
  return {
    ...plan,
    pools: plan.pools.map((pool, slot) =>
      slots.includes(slot) ? tuples.map((tuple) => tuple[slots.indexOf(slot)] ?? '') : pool,
    ),
    rolls: plan.rolls.map((roll, row) =>
      roll.map((at, slot) => (slots.includes(slot) ? (row % own) % tuples.length : at)),
    ),
    tied: plan.tied.map((other, slot) => (slots.includes(slot) ? (slots[0] ?? slot) : other)),
    slotsOf: Object.fromEntries(
      Object.entries(plan.slotsOf).map(([name, list]) => [
        name,
        list.some((slot) => slots.includes(slot)) ? [...new Set([...list, ...slots])] : list,
      ]),
    ),
  };
}
