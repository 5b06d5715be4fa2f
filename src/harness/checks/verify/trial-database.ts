import type { Scope } from '../../catalog/scope.ts';
import type { Migration } from '../../history/migrations.ts';
import type { Scratch, ScratchDatabases } from '../../postgres/scratch.ts';
import { mentionsRoles } from '../../postgres/scratch-roles.ts';
import { applyAll } from '../../runner/replay.ts';

/** Whether a migration can be taken back: it has a down file that does not call it irreversible. */
export const isReversible = ({ down, irreversible }: Migration): boolean =>
  down !== undefined && irreversible === undefined;

/**
 * Whether a migration creates or drops roles. They belong to the whole server, and one that a second database depends on
 * cannot be dropped, so such a migration is not run on a clone while the cloned database exists.
 */
export const touchesRoles = ({ up, down }: Migration): boolean =>
  [up, down].some((file) => file !== undefined && mentionsRoles(file.sql));

/** A replay: where its databases are created, and the whole history. */
export interface Replaying {
  readonly databases: ScratchDatabases;
  readonly migrations: readonly Migration[];
  readonly scope: Scope;
}

/** Builds a database as it is just before, or just after, a migration. */
export const rebuild = async (
  { databases, migrations, scope }: Replaying,
  last: Migration,
  { included }: { readonly included: boolean },
): Promise<Scratch> =>
  applyAll(
    await databases.create(),
    migrations.slice(0, migrations.indexOf(last) + (included ? 1 : 0)),
    scope,
  );

/** How to get databases as they are just before a migration, and on which one the replay continues. */
export function cloneBefore(replaying: Replaying, migration: Migration, replayed: Scratch) {
  if (!touchesRoles(migration))
    return { cloneBefore: () => replaying.databases.clone(replayed), next: async () => replayed };
  let isCloned = false;
  const build = () => rebuild(replaying, migration, { included: false });
  return {
    cloneBefore: () => {
      isCloned = true;
      return build();
    },
    next: async () => (isCloned ? build() : replayed),
  };
}
