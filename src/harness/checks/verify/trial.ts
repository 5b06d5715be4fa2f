import type { Scope } from '../../catalog/scope.ts';
import type { Migration } from '../../history/migrations.ts';
import type { Catalog } from '../../model/catalog.ts';
import { mentionsRoles } from '../../postgres/roles.ts';
import type { Scratch, Workshop } from '../../postgres/scratch.ts';
import { climb } from '../../runner/replay.ts';

/** A migration that is about to be run, for checks that try it on databases of their own. */
export interface Trial {
  readonly migration: Migration;
  /** What stands before it. */
  readonly before: Catalog;
  readonly scope: Scope;
  /** Makes a database that stands just before the migration; who asks for it drops it. */
  readonly stand: () => Promise<Scratch>;
}

/** Whether a migration can be taken back: it has a down, which does not say that it cannot. */
export const isReversible = ({ down, irreversible }: Migration): boolean =>
  down !== undefined && irreversible === undefined;

/**
 * Whether a migration makes or drops roles. They belong to the whole server, and one that a second database depends on
 * cannot be dropped, so it is not tried on a clone beside the database that it was copied from.
 */
export const touchesRoles = ({ up, down }: Migration): boolean =>
  [up, down].some((file) => file !== undefined && mentionsRoles(file.sql));

/** A climb: the workshop that has its databases, and the whole history. */
export interface Climb {
  readonly workshop: Workshop;
  readonly migrations: readonly Migration[];
  readonly scope: Scope;
}

/** Builds a database that stands just before, or just after, a migration. */
export const rebuild = async (
  { workshop, migrations, scope }: Climb,
  last: Migration,
  { included }: { readonly included: boolean },
): Promise<Scratch> =>
  climb(await workshop.create(), migrations.slice(0, migrations.indexOf(last) + (included ? 1 : 0)), scope);

/** How to stand before a migration as often as it takes, and where the climb goes on then. */
export function approach(climb: Climb, migration: Migration, climbing: Scratch) {
  if (!touchesRoles(migration))
    return { stand: () => climb.workshop.clone(climbing), next: async () => climbing };
  let stood = false;
  const build = () => rebuild(climb, migration, { included: false });
  return {
    stand: () => {
      stood = true;
      return build();
    },
    next: async () => (stood ? build() : climbing),
  };
}
