import type { Difference } from '../diff/diff.ts';
import type { WithScratch } from '../equivalence/answers.ts';
import type { Renaming } from '../equivalence/one-cause/same-but-name.ts';
import type { Catalog } from '../model/catalog.ts';
import { type Identity, keyOf } from '../model/identity.ts';
import { Problem } from '../model/problem.ts';
import { ifRefused, isRefusal } from '../postgres/errors.ts';
import type { Confined, Scratch, ScratchDatabases } from '../postgres/scratch.ts';
import { type Aligned, align, withoutThese } from './align.ts';
import { applyStatements } from './apply.ts';
import { isAbout, printDifference, touches } from './concerns.ts';
import { invalidate } from './lookups.ts';
import { inParts, type Parts } from './parts.ts';
import { planBetween } from './plan-between.ts';
import type { Unplanned } from './planned-statement.ts';
import { type PlanSide, readSide, sideFrom } from './read-side.ts';
import { formerOf, laterOf, movedBy } from './renames/former-name.ts';
import { notRenamed, placeIn, planWithoutRenames, planWithRenames } from './renames/plan-with-renames.ts';
import { preamble, runSegment, segmentsOf, sendTo, type TriedStatement, toScript } from './script.ts';
import { type RowsOfTrial, withRows } from './with-rows.ts';

/** Where a plan from one side to another is tried. */
export interface ProvingGround {
  /** A database like the side that is planned for. */
  readonly target: Scratch;
  readonly databases: Pick<ScratchDatabases, 'confine'>;
  /** What of a catalog the plan is about. */
  readonly concerns: (catalog: Catalog) => Catalog;
  /** The rows that are put in to see what is lost. */
  readonly rows: RowsOfTrial;
}

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

/** What is not proved, and which statements that concerns. */
interface Doubt {
  readonly isOf: (about: Identity) => boolean;
  readonly reason: string;
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

function doubted(statement: TriedStatement, doubts: readonly Doubt[]): TriedStatement {
  const found = doubts.find(({ isOf }) => isOf(statement.about));
  return found ? { ...statement, unproved: found.reason } : statement;
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
        align(
          asDiffering(await readSide(place, ground.concerns), there.left, from, moves),
          target,
          on(place),
        );
      return { run: sendTo(place), read };
    });
    const script = toScript([...planned.renames, ...planned.rest.statements]);
    const first = await applyStatements(sendTo(await copy()), script);
    const { losing, unfilled } = await withRows(first.ran, await copy(), ground.rows);
    const { ordered, safe } = inParts(
      [...losing, ...first.refused.map(({ statement, reason }) => ({ ...statement, unproved: reason }))],
      sideFrom(planned.start),
      sideFrom(target),
    );
    const settled =
      safe === ordered.length ? { ordered, safe } : await reordered(ordered, safe, await copy());
    const doubts = await runScript(settled, target, await copy(), ground);
    const isNamed = (about: Identity): boolean => planned.start.renamed.has(keyOf(about));
    const all = [
      ...there.doubts.map(
        ({ isOf, reason }): Doubt => ({ reason, isOf: (id) => isOf(formerOf(id, planned.moves)) }),
      ),
      ...doubts,
      { isOf: isNamed, reason: 'it has another name in the database' },
    ];
    return {
      statements: settled.ordered.map((each) => doubted(each, all)),
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

/** Where a copy of the target is not as `from`. */
interface WayThere {
  readonly left: readonly Difference[];
  readonly doubts: readonly Doubt[];
}

/** Changes a copy of the target until it is as `from`. Returns where it is not. */
async function wayTo(copy: Confined, from: PlanSide, { concerns }: ProvingGround): Promise<WayThere> {
  await copy.run(preamble.join(';\n'));
  const start = await readSide(copy, concerns);
  const { rest: plan } = await planWithRenames(start, from, async () => placeIn(copy, concerns));
  const { refused } = await applyStatements(sendTo(copy), plan.statements);
  for (const { about, attribute } of plan.unplanned)
    if (attribute === 'valid' && about.schema !== undefined)
      await copy.privileged.run(invalidate(about.schema, about.name)).catch(ifRefused(undefined));
  const { differences } = await align(await readSide(copy, concerns), from, on(copy));
  const reasons = [
    ...plan.unplanned.map(({ about, reason }) => ({ about, reason })),
    ...refused.map(({ statement: { about }, reason }) => ({ about, reason })),
  ];
  const doubts = differences.map((difference): Doubt => {
    const about = difference.object.id;
    const known = reasons.find((each) => touches(each.about, about));
    const why = known ? `: ${known.reason}` : '';
    return {
      isOf: (id) => isAbout(difference, id),
      reason: `no copy is like the database in this: ${printDifference(difference)}${why}`,
    };
  });
  return { left: differences, doubts };
}

const on =
  (database: Scratch): WithScratch =>
  (use) =>
    use(database);

/** Some statements need one that destroys something: they follow it. */
async function reordered(
  statements: readonly TriedStatement[],
  safe: number,
  copy: Confined,
): Promise<Parts> {
  const first = await applyStatements(sendTo(copy), statements.slice(0, safe));
  const held = [...statements.slice(safe), ...first.refused.map(({ statement }) => statement)];
  const last = await applyStatements(sendTo(copy), held);
  return {
    ordered: [...first.ran, ...last.ran, ...last.refused.map(({ statement }) => statement)],
    safe: first.ran.length,
  };
}

/** Runs the script as it is printed, the part that destroys nothing first, and says what is not as it should be then. */
async function runScript(
  { ordered, safe }: Parts,
  target: PlanSide,
  copy: Confined,
  { concerns }: ProvingGround,
): Promise<Doubt[]> {
  const doubts: Doubt[] = [];
  for (const part of [ordered.slice(0, safe), ordered.slice(safe)])
    for (const segment of segmentsOf(part.filter(({ unproved }) => unproved === undefined))) {
      const reason = await runSegment(copy, segment);
      if (reason !== undefined)
        doubts.push({
          isOf: (id) => segment.some(({ about }) => keyOf(about) === keyOf(id)),
          reason: `refused together: ${reason}`,
        });
    }
  const { differences } = await align(await readSide(copy, concerns), target, on(copy));
  return [
    ...doubts,
    ...differences.map((each) => ({
      isOf: (id: Identity) => isAbout(each, id),
      reason: `this is left afterwards: ${printDifference(each)}`,
    })),
  ];
}
