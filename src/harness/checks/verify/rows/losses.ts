import type { Migration } from '../../../history/migrations.ts';
import { counted } from '../../../model/counted.ts';
import type { Finding, StepDirection } from '../../../model/finding.ts';
import { type Identity, printName } from '../../../model/identity.ts';
import type { Changed, RowChanges } from '../../../rows/row-changes.ts';
import { foundAt } from './found-at.ts';
import { columnOf, short } from './value-words.ts';

/**
 * What an up did to rows that stay. Values that its down brings back exactly are lost to nobody: another spelling for each
 * is an info.
 */
export const upChanges = (
  migration: Migration,
  changes: readonly RowChanges[],
  byDown?: readonly RowChanges[],
): Finding[] =>
  changes.flatMap((change) => {
    const mapped = byDown ? change.changed.filter((each) => isTakenBack(change, each, byDown)) : [];
    const lost = { ...change, changed: change.changed.filter((each) => !mapped.includes(each)) };
    return [
      ...changed(migration, 'up', lossesOf(lost)),
      ...mapped.map((each) => mapping(migration, change, each)),
    ];
  });

/** Whether values became others one to one, NULL where there was none, and are what they were once the down has run. */
function isTakenBack(
  { schema, table, gone }: RowChanges,
  { column, pairs, nulls }: Changed,
  byDown: readonly RowChanges[],
) {
  const back = byDown.find((each) => each.schema === schema && each.table === table);
  if (!back || gone > 0 || back.gone > 0 || back.tableDropped) return false;
  if (
    back.changed.some((each) => each.column === column) ||
    back.dropped.some((each) => each.column === column)
  )
    return false;
  const into = new Map(pairs);
  return (
    pairs.every(([from, to]) => (to !== null || nulls === 0) && into.get(from) === to) &&
    new Set(into.values()).size === into.size
  );
}

const mapping = (migration: Migration, change: RowChanges, { column, pairs }: Changed): Finding => {
  const some = [...new Map(pairs)]
    .slice(0, 3)
    .map(([from, to]) => `${short(from)} to ${to === null ? 'NULL' : short(to)}`);
  const what = `changes each value of ${columnOf(change, column)} into another, and its down changes them back: ${some.join(', ')}`;
  return foundAt('migration-changes-rows', migration, 'up', columnIn(change, column), what, {
    severity: 'info',
    advice: 'nothing, unless code still expects the earlier values',
  });
};

/** What an irreversible up dropped with tables and columns. */
export const upDrops = (migration: Migration, changes: readonly RowChanges[]): Finding[] => {
  const dropped = changes.flatMap(droppedIn);
  if (dropped.length === 0) return [];
  const what = `drops ${wordsOf(dropped)}`;
  return [foundAt('migration-drops-values', migration, 'up', onlyOf(dropped), what)];
};

/** What differs from before the up once the down has run, unless it is just as the up left it, which is not repeated. */
export function downChanges(
  migration: Migration,
  byUp: readonly RowChanges[],
  changes: readonly RowChanges[],
): Finding[] {
  const losses = changes.flatMap((change) => [
    ...lossesOf(without(change, byUp)),
    ...droppedIn(change).map(({ about, what }) => ({ about, what: `does not restore ${what}` })),
  ]);
  const extra = changes.filter((change) => change.extra > 0);
  return [
    ...changed(migration, 'down', losses),
    ...extra.map((change) =>
      foundAt(
        'migration-down-leaves-rows',
        migration,
        'down',
        tableIn(change),
        `leaves ${counted(change.extra, 'row')} in ${nameOf(change)} that its up inserted`,
      ),
    ),
  ];
}

/** What only the second up did to the rows from before the first. What its down lost earlier is not repeated. */
export const reapplyChanges = (
  migration: Migration,
  earlier: readonly RowChanges[],
  changes: readonly RowChanges[],
): Finding[] =>
  changes.flatMap((change) =>
    changed(migration, 'reapply', lossesOf(inOtherColumns(without(change, earlier), earlier))),
  );

/** Changes without those that earlier steps made to the same values: another outcome is news. */
function without(change: RowChanges, earlier: readonly RowChanges[]): RowChanges {
  const own = earlier.filter(({ schema, table }) => schema === change.schema && table === change.table);
  const known = (column: string): Set<string> =>
    new Set(own.flatMap(({ changed }) => changed.filter((each) => each.column === column)).flatMap(keysOf));
  const gone = Math.max(0, change.gone - Math.max(0, ...own.map((each) => each.gone)));
  const changed = change.changed.flatMap((each): Changed[] => {
    const before = known(each.column);
    const pairs = each.pairs.filter((pair) => !before.has(JSON.stringify(pair)));
    const [example] = pairs;
    return example ? [{ ...each, count: pairs.length, before: example[0], after: example[1], pairs }] : [];
  });
  return { ...change, gone, changed };
}

/** Values of a column that was changed before are what they are by then. */
const inOtherColumns = (change: RowChanges, earlier: readonly RowChanges[]): RowChanges => ({
  ...change,
  changed: change.changed.filter(
    ({ column }) =>
      !earlier.some(
        ({ schema, table, changed }) =>
          schema === change.schema &&
          table === change.table &&
          changed.some((each) => each.column === column),
      ),
  ),
});

const keysOf = ({ pairs }: Changed): string[] => pairs.map((pair) => JSON.stringify(pair));

/**
 * What a down loses with what its up added; and rows from before that up that it deletes too, which it must not. Their
 * values may have changed by then: a down may keep what was written since.
 */
export function downLoses(
  migration: Migration,
  older: readonly RowChanges[],
  all: readonly RowChanges[],
): Finding[] {
  const dropped = all.flatMap(droppedIn);
  const losses = older
    .filter(({ gone }) => gone > 0)
    .map((change) =>
      foundAt(
        'migration-down-changes-rows',
        migration,
        'down',
        tableIn(change),
        `${goneWords(change)}, once what its up added has values`,
        { advice: 'delete only what the up added' },
      ),
    );
  if (dropped.length === 0) return losses;
  const what = `loses ${wordsOf(dropped)}`;
  return [...losses, foundAt('migration-down-loses', migration, 'down', onlyOf(dropped), what)];
}

/** What was lost, and of which column or table. */
interface Loss {
  readonly about: Identity;
  readonly what: string;
}

const adviceOnReapply = 'write the up file so that its result does not depend on what existed before';

const changed = (migration: Migration, direction: StepDirection, losses: readonly Loss[]): Finding[] => {
  const rule = direction === 'down' ? 'migration-down-changes-rows' : 'migration-changes-rows';
  const advice = direction === 'reapply' ? adviceOnReapply : undefined;
  return losses.map(({ about, what }) => foundAt(rule, migration, direction, about, what, { advice }));
};

const lossesOf = (change: RowChanges): Loss[] => [
  ...(change.gone > 0 ? [{ about: tableIn(change), what: goneWords(change) }] : []),
  ...change.changed.map(({ column, count: values, before, after }) => ({
    about: columnIn(change, column),
    what:
      after === null
        ? `loses ${counted(values, 'value')} of ${columnOf(change, column)}, such as ${short(before)}`
        : `changes ${counted(values, 'value')} of ${columnOf(change, column)}, such as ${short(before)} to ${short(after)}`,
  })),
];

const goneWords = (change: RowChanges): string =>
  `deletes ${change.gone} of ${counted(change.rows, 'row')} of ${nameOf(change)}, such as (${(change.goneRow ?? []).map((value) => (value === null ? 'NULL' : short(value))).join(', ')})`;

const droppedIn = (change: RowChanges): Loss[] =>
  change.tableDropped
    ? change.rows > 0
      ? [{ about: tableIn(change), what: `${nameOf(change)} (${counted(change.rows, 'row')})` }]
      : []
    : change.dropped
        .filter(({ values }) => values > 0)
        .map(({ column, values }) => ({
          about: columnIn(change, column),
          what: `${columnOf(change, column)} (${counted(values, 'value')})`,
        }));

const wordsOf = (losses: readonly Loss[]): string => losses.map(({ what }) => what).join(', ');

const onlyOf = ([first, ...others]: readonly Loss[]): Identity | undefined =>
  others.length === 0 ? first?.about : undefined;

const tableIn = ({ schema, table }: RowChanges): Identity => ({ kind: 'table', schema, name: table });

const columnIn = ({ schema, table }: RowChanges, name: string): Identity => ({
  kind: 'column',
  schema,
  table,
  name,
});

const nameOf = ({ schema, table }: RowChanges): string => printName({ schema, name: table });
