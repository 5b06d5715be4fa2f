import type { LedgerName } from '../history/ledger.ts';
import { keyOf, printName } from '../model/identity.ts';
import type { Confined } from '../postgres/scratch.ts';
import { readContents } from '../rows/contents.ts';
import { fillTables } from '../rows/fill.ts';
import { rowChangesBetween } from '../rows/row-changes.ts';
import { isLossOf, lossesOf } from './loses.ts';
import { reasonOf, type ScriptStatement, sendTo, type TriedStatement } from './script.ts';

/** How many rows each table gets, from which seed; all but the migrator's. */
export interface RowsOfTrial {
  readonly perTable: number;
  readonly seed: number;
  readonly ledger: LedgerName;
}

/** Runs the statements where tables have rows, and says of each what it lost. */
export async function withRows(statements: readonly ScriptStatement[], copy: Confined, rows: RowsOfTrial) {
  if (rows.perTable === 0) return { losing: [...statements] as TriedStatement[], unfilled: [] };
  const { perTable, seed, ledger } = rows;
  const filled = await fillTables(copy, { rows: perTable, seed, ledger });
  const before = await readContents(copy, ledger);
  const failures = await failuresOf(statements, copy);
  const losses = lossesOf(
    rowChangesBetween(before, await readContents(copy, ledger, { earlier: before })),
    statements.flatMap(({ label }) => (label ? [label] : [])),
  );
  // What no statement says that it does, any of them may have done.
  const ofAny = losses.filter((loss) => !statements.some((statement) => isLossOf(statement, loss)));
  return {
    losing: statements.map((statement): TriedStatement => {
      const own = losses.filter((loss) => isLossOf(statement, loss) || ofAny.includes(loss));
      const lost = own.map(({ what }) => what);
      const failure = failures.get(statement);
      return {
        ...statement,
        ...(lost.length > 0 ? { loses: lossOf(statement, lost) } : {}),
        ...(failure === undefined ? {} : { failsOnRows: failure }),
      };
    }),
    unfilled: filled.flatMap(({ schema, table, refused }) =>
      refused === undefined ? [] : [`${printName({ schema, name: table })}: ${refused}`],
    ),
  };
}

/** Why statements fail, each object's first: what fails after it may do so because of it. */
async function failuresOf(statements: readonly ScriptStatement[], copy: Confined) {
  const failures = new Map<ScriptStatement, string>();
  const failed = new Set<string>();
  for (const statement of statements)
    await sendTo(copy)(statement.sql, statement).catch((error) => {
      const key = keyOf(statement.about);
      if (!failed.has(key)) failures.set(statement, reasonOf(error));
      failed.add(key);
    });
  return failures;
}

/** How much is lost was seen on rows of ours: how many there are in the database, nobody has asked. */
const lossOf = ({ loses }: ScriptStatement, lost: readonly string[]): string =>
  loses === undefined ? `${lost.join(', ')} in the trial` : `${loses} (in the trial, ${lost.join(', ')})`;
