import { type Identity, keyOf } from '../model/identity.ts';
import type { Confined } from '../postgres/scratch.ts';
import { align } from './align.ts';
import { applyStatements } from './apply.ts';
import { isAbout, printDifference } from './concerns.ts';
import type { Doubt } from './doubts.ts';
import type { Parts } from './parts.ts';
import type { ProvingGround } from './proving-ground.ts';
import { type PlanSide, readSide } from './read-side.ts';
import { runSegment, segmentsOf, sendTo, type TriedStatement } from './script.ts';

/** Some statements need one that destroys something: they follow it. */
export async function reordered(
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
export async function runScript(
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
  const { differences } = await align(await readSide(copy, concerns), target, (use) => use(copy));
  return [
    ...doubts,
    ...differences.map((each) => ({
      isOf: (id: Identity) => isAbout(each, id),
      reason: `this is left afterwards: ${printDifference(each)}`,
    })),
  ];
}
