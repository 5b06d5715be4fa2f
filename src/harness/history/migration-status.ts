import type { LedgerRow } from './ledger.ts';
import { hashOf, type Migration } from './migrations.ts';

/** The migrations of a project by what a ledger says about them, and ledger rows of migrations that it does not have. */
export interface MigrationStatus {
  readonly applied: readonly Migration[];
  /** Will run at the next deployment. */
  readonly pending: readonly Migration[];
  /** Not applied, and older than the newest applied one: the migrator of 0.x never runs them (pg-core/dialect.ts). */
  readonly 'out-of-order': readonly Migration[];
  /** Applied, but the file's text has changed since. */
  readonly edited: readonly Migration[];
  /** Applied, and only the line endings of the file have changed since. */
  readonly 'line-ends-edited': readonly Migration[];
  /** Applied under an earlier `when`, and its present one is later than everything applied: the migrator of 0.x applies it again. */
  readonly 'reapplied-next-deploy': readonly Migration[];
  /** Applied more than once. */
  readonly 'applied-twice': readonly Migration[];
  /** Rows of migrations that this project does not have. */
  readonly unknown: readonly LedgerRow[];
  /** The row of each applied migration. */
  readonly rowOf: ReadonlyMap<Migration, LedgerRow>;
  /** The rows that a migration has besides. */
  readonly extraRowsOf: ReadonlyMap<Migration, readonly LedgerRow[]>;
  /** Where the first migration replaces others that the database has applied. */
  readonly squash?: Squash;
  /** How many migrations of the history are at or before the newest applied one. */
  readonly count: number;
}

/** A first migration that stands for what older ones, which a database has applied, have built. */
export interface Squash {
  readonly baseline: Migration;
  /** The rows of what it replaces, the oldest first. */
  readonly replaced: readonly LedgerRow[];
  /** Whether the next deployment runs it, on what it would create. */
  readonly runsNext: boolean;
}

/** Compares a history with a ledger. */
export function migrationStatusOf(
  migrations: readonly Migration[],
  rows: readonly LedgerRow[],
): MigrationStatus {
  const { own, others, unknown } = assign(migrations, rows);
  const applied = migrations.filter((migration) => own.has(migration));
  const open = migrations.filter((migration) => !own.has(migration));
  const newest = Math.max(Number.NEGATIVE_INFINITY, ...rows.map(({ createdAt }) => createdAt));
  const isPast = ({ name, when }: Migration): boolean => name === undefined && when <= newest;
  const changed = applied.filter((migration) => {
    const hash = own.get(migration)?.hash;
    return hash !== undefined && hash !== migration.hash;
  });
  const byLineEnds = (migration: Migration): boolean =>
    lineEndHashes(migration).includes(own.get(migration)?.hash ?? '');
  return {
    applied,
    pending: open.filter((migration) => !isPast(migration)),
    'out-of-order': open.filter(isPast),
    edited: changed.filter((migration) => !byLineEnds(migration)),
    'line-ends-edited': changed.filter(byLineEnds),
    'reapplied-next-deploy': applied.filter(
      (migration) =>
        migration.name === undefined &&
        !isPast(migration) &&
        own.get(migration)?.createdAt !== migration.when,
    ),
    'applied-twice': applied.filter((migration) => others.has(migration)),
    unknown,
    rowOf: own,
    extraRowsOf: others,
    count: migrations.findLastIndex((migration) => own.has(migration)) + 1,
  };
}

interface Assignment {
  /** The row that records a migration. */
  readonly own: ReadonlyMap<Migration, LedgerRow>;
  /** The rows of migrations that have one already. */
  readonly others: ReadonlyMap<Migration, readonly LedgerRow[]>;
  readonly unknown: readonly LedgerRow[];
}

/** How a row can identify a migration, the most certain way first. */
const marks: readonly ((row: LedgerRow, migration: Migration) => boolean)[] = [
  (row, { name }) => name !== undefined && row.name === name,
  (row, migration) => isOfTime(row, migration) && isOfText(row, migration),
  isOfTime,
  isOfText,
];

function isOfText(row: LedgerRow, migration: Migration): boolean {
  return row.hash === migration.hash && !isNamedOtherwise(row, migration);
}

/** Drizzle 1.x compares names alone where it has them. */
const isNamedOtherwise = (row: LedgerRow, { name }: Migration): boolean =>
  name !== undefined && row.name !== undefined && row.name !== name;

/** A folder's name has whole seconds; a row that Drizzle 0.x wrote before the folder was created has milliseconds. */
function isOfTime(row: LedgerRow, migration: Migration): boolean {
  const { createdAt } = row;
  const { name, when } = migration;
  if (isNamedOtherwise(row, migration)) return false;
  return createdAt === when || (name !== undefined && Math.floor(createdAt / 1000) * 1000 === when);
}

/** Assigns each row to one migration: certain marks first, and migrations without a row before those with one. */
function assign(migrations: readonly Migration[], rows: readonly LedgerRow[]): Assignment {
  const own = new Map<Migration, LedgerRow>();
  const others = new Map<Migration, LedgerRow[]>();
  const free = [...migrations];
  let left = [...rows];
  for (const takesSecond of [false, true])
    for (const mark of marks)
      left = left.filter((row) => {
        const found = (takesSecond ? migrations : free).find((migration) => mark(row, migration));
        if (!found) return true;
        if (own.has(found)) others.set(found, [...(others.get(found) ?? []), row]);
        else {
          own.set(found, row);
          free.splice(free.indexOf(found), 1);
        }
        return false;
      });
  return { own, others, unknown: left };
}

/** Whether a migration's hash is among some, or one that it would have with other line ends. */
export const isAmong = (hashes: ReadonlySet<string>, migration: Migration): boolean =>
  hashes.has(migration.hash) || lineEndHashes(migration).some((hash) => hashes.has(hash));

/** The hashes of the file with each kind of line endings. */
function lineEndHashes({ up }: Migration): string[] {
  const plain = up.sql.replaceAll('\r\n', '\n');
  return [hashOf(plain), hashOf(plain.replaceAll('\n', '\r\n'))];
}
