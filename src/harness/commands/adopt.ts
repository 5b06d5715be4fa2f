import { accepting } from '../checks/accept.ts';
import { judge } from '../checks/compare/judge.ts';
import { byHand } from '../checks/drift/drift-words.ts';
import { type Sides, sidesOf } from '../checks/drift/find-drift.ts';
import { readLive } from '../checks/drift/live-state.ts';
import { grantedIn } from '../checks/drift/rights/granted-roles.ts';
import { rightsLeft } from '../checks/drift/rights/rights-left.ts';
import { type Pulled, pull } from '../declared/pull.ts';
import type { AdoptionReport } from '../model/adoption-report.ts';
import type { CatalogObject } from '../model/catalog.ts';
import { counted } from '../model/counted.ts';
import { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { align } from '../plan/align.ts';
import { type BothWays, planBothWays } from '../plan/both-ways.ts';
import { printDifference } from '../plan/concerns.ts';
import { readSide } from '../plan/read-side.ts';
import { describeAddress } from '../postgres/address.ts';
import type { Scratch, ScratchDatabases } from '../postgres/scratch.ts';
import { adoptionOf, nameIn, notAdopted } from './adoption.ts';
import { type Context, migrationsOf, refuseEmpty } from './context.ts';
import { type Compared, comparedWith, type Ground, groundOf } from './expected.ts';
import { liveAddress, withLiveAt } from './live-address.ts';
import { notCompared } from './not-compared.ts';
import { onPlatformOf } from './platform-of-live.ts';
import { differenceThere, ownersBetween, planInputs } from './rights-of-plans.ts';
import { withScratchDatabases } from './with-scratch.ts';
import { writeAdoption } from './write-adoption.ts';

/**
 * `driftproof adopt`: which migration makes the repository agree with a live database, and how is it marked as applied
 * there? Writes its files where the options say so. Throws a Problem where the database or the history cannot be read, or
 * is not at the end of its history.
 */
export async function adopt(given: Context): Promise<Partial<Report>> {
  nameIn(given.options);
  const folder = await given.folder();
  refuseEmpty(folder);
  await migrationsOf(folder);
  const address = liveAddress(given);
  const live = await withLiveAt(address, given, (database) =>
    readLive(database, given.scope, { forPlan: true }),
  );
  const context = onPlatformOf(given, live.roles);
  return withScratchDatabases(
    context,
    async (getScratch) => {
      const { scope, settings, project } = context;
      const ground = groundOf(context, getScratch);
      const compared = await comparedWith(live, ground, settings.roles);
      const { state, migrations, timeline } = compared;
      const place = { scope, settings, configFile: project.configFile };
      const sides = await sidesOf(state, migrations, timeline, place);
      const target = describeAddress(address.url);
      const adoption = await adoptionFrom(context, compared, sides, ground, target);
      return {
        adoption,
        notCompared: notCompared(state.catalog, rightsLeft(sides.rights, grantedIn(timeline))),
        objects: compared.state.catalog.objects.length,
        servers: [
          { kind: compared.kind, facts: compared.timeline.server },
          { kind: 'live', facts: state.catalog.server, from: address.from },
        ],
      };
    },
    () => true,
  );
}

async function adoptionFrom(
  context: Context,
  compared: Compared,
  sides: Sides,
  { getScratch, scratchAt }: Ground,
  target: string,
): Promise<AdoptionReport> {
  refuseUnfinished(sides, compared);
  const nothing = {
    target,
    tag: null,
    files: [],
    written: false,
    ledger: null,
    schema: '',
    remarks: notGiven(sides),
  };
  return scratchAt(sides.count)(async (database) => {
    const found = await waysFrom(context, compared, sides, database, await getScratch());
    if (!found) return nothing;
    const { ways, before, after, live } = found;
    if (ways.there.length === 0) return { ...nothing, remarks: [...notAdopted(ways), ...nothing.remarks] };
    const adopted = await adoptionOf(context, {
      ways,
      before,
      after,
      live,
      which: sides.which,
      target,
    });
    const adoption = { ...adopted, remarks: [...adopted.remarks, ...nothing.remarks] };
    return context.options.write ? writeAdoption(context, adoption) : adoption;
  });
}

/** Each environment has its own owners: no migration is written that gives an object to one of them. */
const notGiven = (sides: Sides): string[] =>
  ownersBetween(sides).map(
    (each) =>
      `not adopted: ${printDifference(each)}: owners are those of each environment, and driftproof repair prints how to restore them`,
  );

/** What a later migration would be marked as applied over is never run by Drizzle's migrator of 0.x. */
function refuseUnfinished({ which, count }: Sides, { migrations, stopped }: Compared): void {
  if (stopped) throw stopped.error;
  if (which.ledger.state !== 'read')
    throw new Problem('the database does not say which migrations it has applied', {
      advice: 'driftproof status says why',
    });
  const pending = migrations.length - count;
  if (pending > 0)
    throw new Problem(`${counted(pending, 'migration')} of the project are not applied in the database`, {
      advice: 'deploy first: what is adopted comes after them',
    });
}

interface Found {
  readonly ways: BothWays;
  readonly before: Pulled;
  readonly after: Pulled;
  readonly live: readonly CatalogObject[];
}

/** The way from what is expected to the live database, and back; nothing where they agree. */
async function waysFrom(
  { settings, environment, project }: Context,
  compared: Compared,
  sides: Sides,
  target: Scratch,
  databases: ScratchDatabases,
): Promise<Found | undefined> {
  const { live: there, concerns } = planInputs(compared, sides);
  const { isAccepted } = accepting(settings, 'drift', environment.now().toISOString().slice(0, 10));
  const live = await align(
    there,
    await readSide(target, concerns),
    (use) => use(target),
    (each) => isAccepted(judge(differenceThere(each, compared.roleNames), byHand)),
  );
  if (live.differences.length === 0) return undefined;
  let pulled: readonly [Pulled, Pulled] | undefined;
  const ways = await planBothWays(live, { target, databases, concerns }, async (expected, asLive) => {
    const [before, after] = await Promise.all(
      [expected, asLive].map(({ url }) => pull(project, environment.env, url)),
    );
    if (before && after) pulled = [before, after];
  });
  return pulled && { ways, before: pulled[0], after: pulled[1], live: live.catalog.objects };
}
