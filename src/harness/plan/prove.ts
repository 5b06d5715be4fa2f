import type { Difference } from '../diff/diff.ts';
import type { Renaming } from '../equivalence/one-cause/same-but-name.ts';
import { type Identity, keyOf } from '../model/identity.ts';
import { Problem } from '../model/problem.ts';
import { isRefusal } from '../postgres/errors.ts';
import type { Confined } from '../postgres/scratch.ts';
import { type Aligned, align, withoutThese } from './align.ts';
import { applyStatements } from './apply.ts';
import { type Doubt, doubted } from './doubts.ts';
import { inTheirPlaces } from './in-their-places.ts';
import { inParts } from './parts.ts';
import { planBetween } from './plan-between.ts';
import type { Unplanned } from './planned-statement.ts';
import type { ProvingGround } from './proving-ground.ts';
import { type PlanSide, readSide, sideFrom } from './read-side.ts';
import { formerOf, laterOf, movedBy } from './renames/former-name.ts';
import { notRenamed, planWithoutRenames, planWithRenames } from './renames/plan-with-renames.ts';
import { reordered, runScript } from './run-script.ts';
import { preamble, sendTo, type TriedStatement, toScript } from './script.ts';
import { wayTo } from './way-there.ts';
import { withRows } from './with-rows.ts';

/** A plan in the order in which it works, what destroys something, and what needs that, after the rest. */
export interface TriedPlan {
  readonly statements: readonly TriedStatement[];
  /** How many of them come before the first that destroys something. */
  readonly safe: number;
  readonly unplanned: readonly Unplanned[];
  /** What the statements begin with that rename nothing. */
  readonly start: PlanSide;
  /** Tables without rows in the trial, and why. */
  readonly unfilled: readonly string[];
}

/**
 * Plans from `from` to the target, and tries the plan: a copy of the target is changed until nothing is left between it
 * and `from`, as far as there is a plan for that, and brought back by the statements that are to be printed, one segment
 * after the other. It runs texts of `from` as a role that owns the copy and may do nothing else.
 */
export async function tryPlan(from: Aligned, target: PlanSide, ground: ProvingGround): Promise<TriedPlan> {
  try {
    const { refused, ...renaming } = await trial(from, target, ground, planWithRenames);
    if (refused.length === 0) return renaming;
    const { refused: _, ...without } = await trial(from, target, ground, async () =>
      planWithoutRenames(from, target),
    );
    const isBetter = refused.every(({ about }) => isProved(without, about));
    return isBetter ? { ...without, unplanned: [...refused, ...without.unplanned] } : renaming;
  } catch (error) {
    if (!isRefusal(error) && !(error instanceof Problem)) throw error;
    const { statements, unplanned } = planBetween(sideFrom(from), sideFrom(target));
    const unproved = `no copy of the database could be made: ${error.message}`;
    const { ordered, safe } = inParts(toScript(statements), sideFrom(from), sideFrom(target));
    return {
      statements: ordered.map((each) => ({ ...each, unproved })),
      safe,
      unplanned,
      start: from,
      unfilled: [],
    };
  }
}

const isProved = ({ statements }: TriedPlan, id: Identity): boolean =>
  statements.every(({ about, unproved }) => keyOf(about) !== keyOf(id) || unproved === undefined);

/** A plan, and its renames that do not lead where they should, or not with the rows there. */
interface Trial extends TriedPlan {
  readonly refused: readonly Unplanned[];
}

/** What no copy is like says nothing of a rename: it is not proved, and what has rows is not dropped for that. */
const refusedRenames = (statements: readonly TriedStatement[]): Unplanned[] =>
  statements.flatMap(({ about, renames, unproved, failsOnRows, loses }) => {
    const reason = unproved ?? failsOnRows ?? loses;
    return renames && reason !== undefined ? [notRenamed(about, renames, reason)] : [];
  });

async function trial(
  from: Aligned,
  target: PlanSide,
  ground: ProvingGround,
  plan: typeof planWithRenames<Aligned>,
): Promise<Trial> {
  const asFrom = await ground.databases.confine(ground.target);
  const copies: Confined[] = [];
  const copy = async (): Promise<Confined> => {
    const made = await ground.databases.confine(asFrom);
    copies.push(made);
    await made.run(preamble.join(';\n'));
    return made;
  };
  try {
    const there = await wayTo(asFrom, from, ground);
    const planned = await plan(from, target, async () => {
      const place = await copy();
      const read = async (moves: readonly Renaming[]) =>
        align(asDiffering(await readSide(place, ground.concerns), there.left, from, moves), target, (use) =>
          use(place),
        );
      return { run: sendTo(place), read };
    });
    const script = toScript([...planned.renames, ...planned.rest.statements]);
    const first = await applyStatements(sendTo(await copy()), script);
    const { losing, unfilled } = await withRows(first.ran, await copy(), ground.rows);
    const isDoubted = (id: Identity): boolean =>
      there.doubts.some(({ isOf }) => isOf(formerOf(id, planned.moves)));
    const { ordered, safe } = inParts(
      inTheirPlaces(script, first, losing, isDoubted),
      sideFrom(planned.start),
      sideFrom(target),
    );
    const settled =
      safe === ordered.length ? { ordered, safe } : await reordered(ordered, safe, await copy());
    const doubts = await runScript(settled, target, await copy(), ground);
    const isNamed = (about: Identity): boolean => planned.start.renamed.has(keyOf(about));
    const later = [...doubts, { isOf: isNamed, reason: 'it has another name in the database' }];
    const before = there.doubts.map(
      ({ isOf, reason }): Doubt => ({ reason, isOf: (id) => isOf(formerOf(id, planned.moves)) }),
    );
    // Why a statement was refused says more than what it left.
    const told = settled.ordered.map((each) => (each.unproved === undefined ? doubted(each, later) : each));
    return {
      statements: told.map((each) => doubted(each, before)),
      refused: refusedRenames(settled.ordered.map((each) => doubted(each, doubts))),
      safe: settled.safe,
      unfilled,
      unplanned: [...planned.refused, ...planned.rest.unplanned],
      start: planned.start,
    };
  } finally {
    for (const each of [...copies, asFrom]) await each.drop();
  }
}

/** A copy on which something was renamed, with what it was not like `from` in before that. */
const asDiffering = (
  { catalog, edges }: PlanSide,
  left: readonly Difference[],
  from: PlanSide,
  moves: readonly Renaming[],
): PlanSide => ({
  catalog: {
    ...catalog,
    objects: withoutThese(
      catalog.objects,
      left.map((each) => ({ ...each, object: movedBy(each.object, moves) })),
    ),
  },
  edges: [
    ...edges,
    ...from.edges.map(({ dependent, on: needed }) => ({
      dependent: laterOf(dependent, moves),
      on: laterOf(needed, moves),
    })),
  ],
});
