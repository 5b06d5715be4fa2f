import type { Scope } from '../../catalog/scope.ts';
import type { Direction } from '../../history/file-name.ts';
import type { Migration } from '../../history/migrations.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Scratch, ScratchDatabases } from '../../postgres/scratch.ts';
import { mentionsRoles } from '../../postgres/scratch-roles.ts';
import { applyAll } from '../../runner/replay.ts';
import type { Step } from '../../runner/step.ts';

/** A migration that is about to be run, for checks that run it on databases of their own. */
export interface Trial {
  readonly migration: Migration;
  /** All migrations, in their order. */
  readonly history: readonly Migration[];
  /** The catalog before it. */
  readonly before: Catalog;
  readonly scope: Scope;
  /** Creates a database as it is just before the migration; the caller drops it. */
  readonly cloneBefore: () => Promise<Scratch>;
}

/** A step of the migration on one of those databases. */
export const stepOn = (
  { migration, history, scope }: Trial,
  database: Scratch,
  direction: Direction,
): Step => ({
  database,
  migration,
  history,
  direction,
  ledger: scope.ledger,
});

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

/** How to get databases that stand just before a migration, and where the replay goes on then. */
export function cloneBefore(replaying: Replaying, migration: Migration, replayed: Scratch) {
  if (!touchesRoles(migration))
    return { stand: () => replaying.databases.clone(replayed), next: async () => replayed };
  let stood = false;
  const build = () => rebuild(replaying, migration, { included: false });
  return {
    stand: () => {
      stood = true;
      return build();
    },
    next: async () => (stood ? build() : replayed),
  };
}
