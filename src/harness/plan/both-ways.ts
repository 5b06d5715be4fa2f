import { printIdentity } from '../model/identity.ts';
import type { Confined } from '../postgres/scratch.ts';
import { applyStatements } from './apply.ts';
import { isAbout, touches } from './concerns.ts';
import { leftBetween } from './left-between.ts';
import type { PlannedStatement } from './planned-statement.ts';
import type { ProvingGround } from './proving-ground.ts';
import { type PlanSide, readSide } from './read-side.ts';
import { placeIn, planWithRenames } from './renames/plan-with-renames.ts';
import { sendTo } from './script.ts';

/** A way from one side to another and back, each as far as it was found to work. */
export interface BothWays {
  readonly there: readonly PlannedStatement[];
  readonly back: readonly PlannedStatement[];
  /** What the way there leaves, and what the way back does, by name and with the reason. */
  readonly left: { readonly there: readonly string[]; readonly back: readonly string[] };
  /** Why the way there does not work in one transaction, if it does not. */
  readonly notTogether: string | undefined;
}

/**
 * Plans from a ground's target to another side and back, and runs both on copies: as {@link tryPlan} does, the other way
 * round. `look` is given a copy of the target and one that is as the other side.
 */
export async function planBothWays(
  to: PlanSide,
  ground: Pick<ProvingGround, 'target' | 'databases' | 'concerns'>,
  look: (target: Confined, other: Confined) => Promise<void>,
): Promise<BothWays> {
  const { databases, concerns } = ground;
  const [start, other, together] = [
    await databases.confine(ground.target),
    await databases.confine(ground.target),
    await databases.confine(ground.target),
  ];
  const from = await readSide(start, concerns);
  const there = await wayTo(other, from, to, concerns);
  const notTogether = await inOneTransaction(together, there.statements);
  await look(start, other);
  const back = await wayTo(other, await readSide(other, concerns), from, concerns);
  for (const each of [start, other, together]) await each.drop();
  return {
    there: there.statements,
    back: back.statements,
    left: { there: there.left, back: back.left },
    notTogether,
  };
}

async function wayTo(database: Confined, from: PlanSide, to: PlanSide, concerns: ProvingGround['concerns']) {
  const plan = await planWithRenames(from, to, async () => placeIn(database, concerns));
  const { ran, refused } = await applyStatements(sendTo(database), plan.rest.statements);
  const differences = await leftBetween(await readSide(database, concerns), to, (use) => use(database));
  const reasons = [
    ...plan.rest.unplanned,
    ...refused.map(({ statement: { about }, reason }) => ({ about, reason })),
  ];
  const left = differences.map((difference) => {
    const { id } = difference.object;
    const known =
      reasons.find(({ about }) => isAbout(difference, about)) ??
      reasons.find(({ about }) => touches(about, id));
    const what = difference.type === 'changed' ? ` (${difference.attribute})` : '';
    return `${printIdentity(id)}${what}: ${known?.reason ?? 'no statement was found that changes it'}`;
  });
  const dropped = plan.refused.map(({ about, reason }) => `${printIdentity(about)}: ${reason}`);
  return { statements: [...plan.renames, ...ran], left: [...left, ...dropped] };
}

/** As Drizzle's migrator runs a migration. Statements that need a superuser are left out: who deploys has to be one. */
async function inOneTransaction(
  database: Confined,
  statements: readonly PlannedStatement[],
): Promise<string | undefined> {
  const sql = statements.filter(({ privileged }) => !privileged).map((each) => each.sql);
  return database.run(['BEGIN', ...sql, 'COMMIT'].join(';\n')).then(
    () => undefined,
    (error: Error) => error.message,
  );
}
