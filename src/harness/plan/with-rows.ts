import { type ColumnKey, columnKey, labelledColumns } from '../catalog/labelled-columns.ts';
import type { LedgerName } from '../history/ledger.ts';
import { keyOf, printName } from '../model/identity.ts';
import { isRefusal } from '../postgres/errors.ts';
import type { Confined } from '../postgres/scratch.ts';
import { ofDefinitions } from '../postgres/sqlstates.ts';
import { type Contents, readContents } from '../rows/contents.ts';
import { fillTables } from '../rows/fill.ts';
import { rowChangesBetween } from '../rows/row-changes.ts';
import { isLossOf, type LabelsOf, type Loss, lossesOf } from './loses.ts';
import type { Label } from './planned-statement.ts';
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
  const { failures, labels } = await outcomeOf(statements, copy);
  const after = await readContents(copy, ledger, { earlier: before });
  const losses = lossesOf(
    rowChangesBetween(before, after),
    labelsIn(before, labels),
    statements.some(addsField),
  );
  // A rename keeps what there is: it is to blame only where there is nothing else.
  const others = statements.filter(({ renames }) => renames === undefined);
  const blamed = new Set(others.length > 0 ? others : statements);
  // What no statement says that it does, any of them may have done.
  const ofAny = losses.filter((loss) => !statements.some((one) => blamed.has(one) && isLossOf(one, loss)));
  return {
    losing: statements.map((statement): TriedStatement => {
      const isOwn = (loss: Loss): boolean => isLossOf(statement, loss) || ofAny.includes(loss);
      const own = blamed.has(statement) ? losses.filter(isOwn) : [];
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

const addsField = ({ about, sql }: ScriptStatement): boolean =>
  about.kind === 'composite-type' && sql.includes(' ADD ATTRIBUTE ');

/** Labels that have another name, of the columns that hold them. */
type LabelsByColumn = ReadonlyMap<ColumnKey, readonly Label[]>;

const labelsIn =
  (before: Contents, labels: LabelsByColumn): LabelsOf =>
  ({ schema, table }, column) => {
    const held = before.find((each) => each.schema === schema && each.table === table);
    const num = held?.columns.find(({ name }) => name === column)?.num;
    return held && num !== undefined ? (labels.get(columnKey(held.oid, num)) ?? []) : [];
  };

/** Whether no rows are to blame, but what an earlier statement did not do. */
const isConsequence = (error: unknown): boolean => isRefusal(error) && ofDefinitions.test(error.code ?? '');

/**
 * Why statements fail, each object's first: what fails after it may do so because of it, as may what misses what another was to
 * make. And which labels they rename, where.
 */
async function outcomeOf(statements: readonly ScriptStatement[], copy: Confined) {
  const failures = new Map<ScriptStatement, string>();
  const failed = new Set<string>();
  const labels = new Map<ColumnKey, readonly Label[]>();
  for (const statement of statements) {
    const { label, about } = statement;
    await sendTo(copy)(statement.sql, statement).catch((error) => {
      const key = keyOf(statement.about);
      const reason = reasonOf(error);
      if (!failed.has(key) && !(failures.size > 0 && isConsequence(error))) failures.set(statement, reason);
      failed.add(key);
    });
    if (label && !failures.has(statement))
      for (const column of await labelledColumns(copy, about))
        labels.set(column, [...(labels.get(column) ?? []), label]);
  }
  return { failures, labels };
}

/** How much is lost was seen on rows of ours: how many there are in the database, nobody has asked. */
const lossOf = ({ loses }: ScriptStatement, lost: readonly string[]): string =>
  loses === undefined ? `${lost.join(', ')} in the trial` : `${loses} (in the trial, ${lost.join(', ')})`;
