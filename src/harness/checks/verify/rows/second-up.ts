import type { Migration } from '../../../history/migrations.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Identity } from '../../../model/identity.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { type Contents, counterColumn, counterpart, type TableContents } from '../../../rows/contents.ts';
import { drawsValues } from '../../../rows/drawn.ts';
import { type RowChanges, rowChangesBetween } from '../../../rows/row-changes.ts';
import { mayAskForTime } from '../../../sql/clock.ts';
import { foundAt } from './found-at.ts';
import { timesOf } from './this-time.ts';
import { columnOf, short } from './value-words.ts';

/** What there was before an up, after it, and after its down and a second up. */
interface Times {
  readonly before: Contents;
  readonly after: Contents;
  readonly full: Contents;
  /** Whether the rows lay the other way round before the second up. */
  readonly isReversed: boolean;
}

/** An added column that a second up gives other values than the first. */
interface Differing {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly example: string;
}

/** Does a second up give what it adds the values that the first gave it? What is drawn, or is the time, cannot be the same. */
export async function secondUpDiffers(
  database: Scratch,
  migration: Migration,
  times: Times,
): Promise<Finding[]> {
  const differing = differingIn(times);
  const timed = mayAskForTime(migration.up.sql);
  const clocked = timed ? await ofThisTime(database, times) : [];
  if (differing.length + clocked.length === 0) return [];
  const why = await reasonOf(database, migration, timed, times.isReversed);
  const said = (each: Differing, what: string, advice?: string): Finding =>
    foundAt(
      'migration-second-up-differs',
      migration,
      'reapply',
      columnIdentity(each),
      what,
      advice === undefined ? {} : { severity: 'info', advice },
    );
  return [
    ...differing.map((each) =>
      said(
        each,
        `gives ${columnOf(each, each.column)} other values than the first, such as ${each.example}${why ? `: ${why.words}` : ''}`,
        why?.advice,
      ),
    ),
    ...clocked.map((each) =>
      said(
        each,
        `gives ${columnOf(each, each.column)} the time at which it runs, ${each.example}`,
        drawn.advice,
      ),
    ),
  ];
}

/** Why a second up may give other values than the first and be right. */
interface Reason {
  readonly words: string;
  readonly advice: string;
}

const drawn: Reason = {
  words: 'they come from a sequence, chance or the clock',
  advice: 'nothing, unless something else keeps the earlier values',
};

const unordered: Reason = {
  words: 'they depend on an order of rows that no ORDER BY says, and the rows lay the other way round',
  advice:
    'end each ORDER BY with a unique column, such as the key, if the values are to be the same each time',
};

/** Where rows lie on disk is no order at all: who asks for it by name is not excused. */
async function reasonOf(
  database: Scratch,
  { up: { sql } }: Migration,
  timed: boolean,
  isReversed: boolean,
): Promise<Reason | undefined> {
  if (timed || (await drawsValues(database, sql))) return drawn;
  return isReversed && !/\bctid\b/i.test(sql) ? unordered : undefined;
}

const columnIdentity = ({ schema, table, column }: Differing): Identity => ({
  kind: 'column',
  schema,
  table,
  name: column,
});

const isAdded = (table: TableContents, before: Contents, name: string): boolean => {
  const old = counterpart(table, before);
  const column = table.columns.find((each) => each.name === name);
  return !old || !column || !counterColumn(column, table, old);
};

/** Rows that differ in what was there before, too, are another matter. */
const differingIn = ({ before, after, full }: Times): Differing[] =>
  rowChangesBetween(after, full).flatMap((change) => {
    const table = after.find((each) => each.schema === change.schema && each.table === change.table);
    if (!table || change.tableDropped || change.gone > 0) return [];
    const added = change.changed.filter(({ column }) => isAdded(table, before, column));
    return added.length < change.changed.length ? [] : added.map((each) => differingOf(change, each));
  });

const differingOf = (
  { schema, table }: RowChanges,
  { column, before, after }: RowChanges['changed'][number],
): Differing => ({
  schema,
  table,
  column,
  example: `${short(after ?? 'NULL')} for ${short(before)}`,
});

/** Added columns that hold the time of the open transaction, as it is printed in each type. */
async function ofThisTime(database: Scratch, { before, full }: Times): Promise<Differing[]> {
  const now = await timesOf(database);
  return full.flatMap((table) =>
    table.columns.flatMap(({ name: column }, at) => {
      const held = table.rows.map((row) => row[at]).find((value) => value && now.includes(value));
      const { schema, table: name } = table;
      return held && isAdded(table, before, column)
        ? [{ schema, table: name, column, example: short(held) }]
        : [];
    }),
  );
}
