import type { Difference } from '../diff/diff.ts';
import { ifRefused } from '../postgres/errors.ts';
import type { Confined } from '../postgres/scratch.ts';
import { applyStatements } from './apply.ts';
import { isAbout, printDifference, touches } from './concerns.ts';
import type { Doubt } from './doubts.ts';
import { leftBetween } from './left-between.ts';
import { invalidate } from './lookups.ts';
import type { ProvingGround } from './proving-ground.ts';
import { type PlanSide, readSide } from './read-side.ts';
import { placeIn, planWithRenames } from './renames/plan-with-renames.ts';
import { preamble, sendTo } from './script.ts';

/** Where a copy of the target is not as `from`. */
export interface WayThere {
  readonly left: readonly Difference[];
  readonly doubts: readonly Doubt[];
}

/** Changes a copy of the target until it is as `from`. Returns where it is not. */
export async function wayTo(copy: Confined, from: PlanSide, { concerns }: ProvingGround): Promise<WayThere> {
  await copy.run(preamble.join(';\n'));
  const start = await readSide(copy, concerns);
  const { rest: plan } = await planWithRenames(start, from, async () => placeIn(copy, concerns));
  const { refused } = await applyStatements(sendTo(copy), plan.statements);
  for (const { about, attribute } of plan.unplanned)
    if (attribute === 'valid' && about.schema !== undefined)
      await copy.privileged.run(invalidate(about.schema, about.name)).catch(ifRefused(undefined));
  const differences = await leftBetween(await readSide(copy, concerns), from, (use) => use(copy));
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
