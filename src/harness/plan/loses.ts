import { counted } from '../model/counted.ts';
import type { RowChanges, ValuePair } from '../rows/row-changes.ts';
import { qualified, quoteName } from './names.ts';
import type { Label, PlannedStatement } from './planned-statement.ts';

/** What became of the rows of a trial, by the column it happened to, or the table. */
export interface Loss {
  readonly schema: string;
  readonly table: string;
  readonly column?: string;
  readonly what: string;
}

/** The labels that have another name since, of those that a column's values hold. */
export type LabelsOf = (table: Pick<RowChanges, 'schema' | 'table'>, column: string) => readonly Label[];

/**
 * What was lost between two times, in words; a value whose labels are called otherwise since is not, nor is one of a composite type
 * that has got more fields, if any has.
 */
export const lossesOf = (changes: readonly RowChanges[], labelsOf: LabelsOf, haveGrown = false): Loss[] =>
  changes.flatMap(({ schema, table, rows, gone, changed, dropped, tableDropped }): Loss[] => [
    ...(tableDropped && rows > 0 ? [{ schema, table, what: counted(rows, 'row') }] : []),
    ...(gone > 0 ? [{ schema, table, what: `${gone} of ${counted(rows, 'row')}` }] : []),
    ...changed
      .filter(({ column, pairs }) => {
        const labels = labelsOf({ schema, table }, column);
        return !pairs.every((pair) => isRelabelled(pair, labels) || (haveGrown && isGrown(pair)));
      })
      .map(({ column, count, before, after }) => ({
        schema,
        table,
        column,
        what: `${counted(count, 'value')}, such as ${short(before)}${after === null ? '' : ` to ${short(after)}`}`,
      })),
    ...dropped
      .filter(({ values }) => values > 0)
      .map(({ column, values }) => ({ schema, table, column, what: counted(values, 'value') })),
  ]);

/** Whether a value is, but for labels in it, the one that was there. Lists and rows quote what they hold as it needs. */
function isRelabelled([before, after]: ValuePair, labels: readonly Label[]): boolean {
  if (labels.length === 0 || after === null) return false;
  const names = labels.map(([was, is]) => [unquoted(was), unquoted(is)] as const);
  const [from, into] = [partsOf(before), partsOf(after)];
  const isSame = (part: string, at: number): boolean =>
    part === into[at] || names.some(([was, is]) => part === was && into[at] === is);
  return (
    (from.length === into.length && from.every(isSame)) ||
    names.reduce((text, [was, is]) => text.replaceAll(was, is), unquoted(before)) === unquoted(after)
  );
}

/** Whether a value is, but for empty fields at the ends of rows in it, the one that was there. */
const isGrown = ([before, after]: ValuePair): boolean =>
  after !== null && withoutEmptyEnds(before) === withoutEmptyEnds(after);

const withoutEmptyEnds = (text: string): string => unquoted(text).replaceAll(/,+(?=\))/g, '');

const unquoted = (text: string): string => text.replaceAll(/["\\]/g, '');

/** What a list, a row or a range holds. */
const partsOf = (text: string): string[] => unquoted(text).split(/[{}()[\],]/);

const short = (text: string): string => {
  const printed = JSON.stringify(text);
  return printed.length > 60 ? `${printed.slice(0, 58)}…"` : printed;
};

/** Whether a statement is what lost something: it is about the column or its table, or moves the column to another type. */
export function isLossOf({ about, does, sql }: PlannedStatement, { schema, table, column }: Loss): boolean {
  if (does === 'create') return false;
  if (about.kind === 'table') return about.schema === schema && about.name === table && does === 'drop';
  if (about.kind === 'column')
    return about.schema === schema && about.table === table && (column ?? about.name) === about.name;
  return (
    column !== undefined &&
    sql.startsWith(`ALTER TABLE ${qualified({ schema, name: table })} ALTER COLUMN ${quoteName(column)} TYPE`)
  );
}
