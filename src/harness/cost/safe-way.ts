import { type Effect, type Harm, harmOf } from '../model/cost.ts';
import { lookUp, type PerKind, type Piece } from '../sql/statement.ts';
import { walk } from '../sql/tree.ts';

const outside = 'in a migration of its own, run outside the migrator, which always opens a transaction';
const inBatches = 'in batches, each in a transaction of its own, outside the migration';

/** What Postgres offers instead of a statement (Postgres manual, "ALTER TABLE", notes; "Building Indexes Concurrently"). */
const instead: PerKind<string | undefined> = {
  IndexStmt: () => `CREATE INDEX CONCURRENTLY, ${outside}`,
  ReindexStmt: () => `REINDEX … CONCURRENTLY, ${outside}`,
  AlterTableStmt: (node) => alterations.find(([pattern]) => pattern.test(markedIn(node)))?.[1],
  AlterDomainStmt: () => 'ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in a later migration',
  UpdateStmt: () => inBatches,
  DeleteStmt: () => inBatches,
  InsertStmt: () => inBatches,
};

/** By the subcommands of ALTER TABLE, the most expensive first. */
const alterations: readonly (readonly [RegExp, string])[] = [
  [
    /AT_AlterColumnType/,
    'add a column of the new type, fill it in batches, switch the code to it, drop the old one',
  ],
  [
    /CONSTR_(IDENTITY|GENERATED)|serial/,
    'add a plain column, fill it in batches outside the migration, and add the constraint or identity in a later one',
  ],
  [
    /CONSTR_(UNIQUE|PRIMARY)|AT_AddIndex/,
    `CREATE UNIQUE INDEX CONCURRENTLY, ${outside}; then ADD CONSTRAINT … USING INDEX`,
  ],
  [
    /AT_AddColumn.*CONSTR_DEFAULT/,
    'add the column without its default, set the default in a second statement, fill the old rows in batches',
  ],
  [
    /AT_SetNotNull/,
    'ADD CONSTRAINT … CHECK (… IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in a later migration; SET NOT NULL then scans nothing',
  ],
  [
    /CONSTR_(FOREIGN|CHECK)/,
    'ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in a later migration, which blocks nobody',
  ],
  [/AT_ValidateConstraint/, 'VALIDATE CONSTRAINT in a migration of its own, where no stronger lock is held'],
];

/** The node names of a statement's parse tree that say what it does. */
function markedIn(tree: unknown): string {
  const words: unknown[] = [];
  walk(tree, ({ subtype, contype, sval }) => words.push(subtype, contype, sval));
  return words.filter((word) => word !== undefined).join(' ');
}

/** What to do where Postgres has no other statement for it. */
export const withoutHarm: Readonly<Record<Harm, string>> = {
  empties: 'drop the table in a later migration, once no code reads it',
  rewrites: 'create a second table or column, fill it in batches, and switch the code to it',
  rebuilds: `build the index CONCURRENTLY, ${outside}`,
  backfills: inBatches,
  'blocks-reads': 'do it in a migration of its own, with a lock_timeout, while few use the table',
  'blocks-writes': 'do it in a migration of its own, with a lock_timeout, while few use the table',
};

/** How to do the same without the harm that was observed; undefined when there was none. */
export function safeWayOf(piece: Piece, effects: readonly Effect[]): string | undefined {
  const harm = effects.map(harmOf).find((each) => each !== undefined);
  return harm && (lookUp(instead, piece) ?? withoutHarm[harm]);
}
