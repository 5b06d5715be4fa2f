import type { Migration } from '../../../history/migrations.ts';
import { shorten } from '../../../model/cost.ts';
import type { Finding } from '../../../model/finding.ts';
import { type Identity, printName } from '../../../model/identity.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { type Contents, readContents } from '../../../rows/contents.ts';
import { fillTables } from '../../../rows/fill.ts';
import { rowChangesBetween } from '../../../rows/row-changes.ts';
import { failureOf, StepFailure } from '../../../runner/failure.ts';
import { elsewhere, here } from '../../../runner/session-settings.ts';
import { withoutTexts } from '../../../sql/clock.ts';
import type { SqlFile } from '../../../sql/sql-file.ts';
import type { Piece } from '../../../sql/statement.ts';
import type { Trial } from '../trial.ts';
import { foundAt } from './found-at.ts';
import type { RowSource } from './row-source.ts';
import { timesOf } from './this-time.ts';
import { columnOf, short } from './value-words.ts';

const timed =
  /\b(timestamp|timestamptz|time|timetz|date|interval|money|to_char|to_date|to_timestamp|age|extract|date_part|date_trunc|now|localtime\w*|current_(date|time\w*)|make_\w+)\b/i;
/** What works out values for rows that are there; a table that is only created has none. */
const computes = /\b(update|insert|using|do|select|call|type|default)\b/i;

/** Whether an up works with times or money, by its words or by the columns that it names. */
const speaksOfTime = ({ up: { sql } }: Migration, columns: readonly string[]): boolean =>
  computes.test(withoutTexts(sql)) &&
  (timed.test(sql) ||
    columns.some((name) => new RegExp(`(?<![\\w$])${name.replace(/\W/g, '.')}(?![\\w$])`).test(sql)));

/** What an up left in the tables, or why it failed. */
type Left = Contents | StepFailure;

/**
 * Does an up give the same values in a session with another TimeZone, DateStyle and IntervalStyle? What differs from run to
 * run in one session is left out. Only asked where an up works with times, dates, intervals or money, and shares a transaction.
 */
export async function triedElsewhere(trial: Trial, options: RowSource): Promise<Finding[]> {
  const { migration, trials, scope, stateBefore } = trial;
  if (!trials.inTransaction || !speaksOfTime(migration, stateBefore.timed)) return [];
  return trials.run(async ({ database }) => {
    const { perTable: rows, seed } = options;
    const only = trial.opened === 'all' ? undefined : { tables: [...trial.opened], withParents: true };
    const filled = await fillTables(database, { rows, seed, ledger: scope.ledger, only });
    const among = only ? { read: filled.map(({ oid }) => oid), existing: stateBefore.tables } : undefined;
    const pieces = (await migration.up.parsed()).pieces;
    const run = (isElsewhere: (piece: Piece) => boolean): Promise<Left> =>
      database.rolledBack(async (inside) => {
        const failure = await sent(inside, migration, pieces, isElsewhere);
        return failure ?? readContents(inside, scope.ledger, { among });
      });
    const own = await run(() => false);
    if (own instanceof StepFailure) return [];
    const [other] = differencesOf(own, await run(() => true));
    if (!other || differencesOf(own, await run(() => false)).some(({ what }) => what === other.what))
      return [];
    for (const piece of pieces) {
      const [found] = differencesOf(own, await run((each) => each === piece));
      if (found) return [await findingOf(database, migration, found, piece)];
    }
    return [await findingOf(database, migration, other, undefined)];
  });
}

async function sent(
  database: Scratch,
  { up }: Migration,
  pieces: readonly Piece[],
  isElsewhere: (piece: Piece) => boolean,
): Promise<StepFailure | undefined> {
  for (const piece of pieces) {
    await database.run(isElsewhere(piece) ? elsewhere : here);
    const failure = await failureOn(database, up, piece);
    if (failure) return failure;
  }
  return undefined;
}

const failureOn = (database: Scratch, file: SqlFile, piece: Piece): Promise<StepFailure | undefined> =>
  database
    .atomic((inside) => inside.run(piece.text))
    .then(
      () => undefined,
      (error) => {
        const failure = failureOf(file, piece, error, '');
        if (failure instanceof StepFailure && !failure.serverIsUnfit) return failure;
        throw failure;
      },
    );

/** What is otherwise there, and of what. */
interface Different {
  readonly what: string;
  readonly about?: Identity;
  /** The value that the first session gives. */
  readonly value?: string | undefined;
}

function differencesOf(own: Left, other: Left): Different[] {
  if (own instanceof StepFailure) return [];
  if (other instanceof StepFailure) return [{ what: `fails: ${other.reason}` }];
  return rowChangesBetween(own, other).flatMap((change): Different[] => {
    const { schema, table: name, gone, extra } = change;
    const about = { kind: 'table', schema, name } as const;
    const changed = change.changed.map(({ column, before, after }) => ({
      about: { kind: 'column', schema, table: name, name: column } as const,
      what: `gives ${columnOf(change, column)} other values, such as ${short(after ?? 'NULL')} for ${short(before)}`,
      value: before,
    }));
    const rows =
      gone + extra > 0 ? [{ about, what: `leaves other rows in ${printName({ schema, name })}` }] : [];
    return [...changed, ...rows];
  });
}

/** The time at which it runs, which differs from run to run anyway, is no value that anybody relies on. */
async function findingOf(
  database: Scratch,
  migration: Migration,
  { what, about, value }: Different,
  piece: Piece | undefined,
): Promise<Finding> {
  const times = await timesOf(database);
  const said = `${what} in a session with another TimeZone, DateStyle and IntervalStyle${piece ? `: ${shorten(oneLine(piece.text), 80)}` : ''}`;
  const isNow = value !== undefined && times.includes(value);
  return foundAt('migration-depends-on-session', migration, 'up', about, said, {
    line: piece?.line,
    ...(isNow ? { severity: 'info' } : {}),
  });
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
