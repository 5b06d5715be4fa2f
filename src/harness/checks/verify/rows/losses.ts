import type { Migration } from '../../../history/migrations.ts';
import type { Finding } from '../../../model/finding.ts';
import type { RowChanges } from '../../../rows/row-changes.ts';
import { type RunningRule, ranInto } from '../../rules/running-rules.ts';

/** What an up did to rows that stay. */
export const upChanges = (migration: Migration, changes: readonly RowChanges[]): Finding[] =>
  changes.flatMap((change) =>
    lossesOf(change).map((loss) =>
      finding(
        'migration-changes-rows',
        migration,
        `its up ${loss}`,
        migration.up.path,
        'keep what is there, or make a new column for what is worked out from it',
      ),
    ),
  );

/** What an up that cannot be taken back took away with tables and columns. */
export const upDrops = (migration: Migration, changes: readonly RowChanges[]): Finding[] => {
  const dropped = changes.flatMap(droppedIn);
  if (dropped.length === 0) return [];
  const advice = 'nothing, if that is meant';
  return [
    finding(
      'migration-drops-values',
      migration,
      `its up drops ${dropped.join(', ')}`,
      migration.up.path,
      advice,
    ),
  ];
};

/** What is not as it was before the up, once the down has been run. What the up itself did is not said again. */
export function downChanges(
  migration: Migration,
  byUp: readonly RowChanges[],
  changes: readonly RowChanges[],
): Finding[] {
  const file = (migration.down ?? migration.up).path;
  const advice =
    'bring it back in the down, keep it in the up, or begin the down with "-- irreversible: reason"';
  const losses = changes.flatMap((change) => [
    ...lossesOf(without(change, byUp)),
    ...droppedIn(change).map((dropped) => `does not bring back ${dropped}`),
  ]);
  const extra = changes.filter((change) => change.extra > 0);
  return [
    ...losses.map((loss) =>
      finding('migration-down-changes-rows', migration, `its down ${loss}`, file, advice),
    ),
    ...extra.map((change) =>
      finding(
        'migration-down-leaves-rows',
        migration,
        `its down leaves ${count(change.extra, 'row')} in ${nameOf(change)} that its up put there`,
        file,
        'delete them in the down',
      ),
    ),
  ];
}

/** What only a second up did to the rows that there were before the first. What its down lost before is not news. */
export const againChanges = (
  migration: Migration,
  earlier: readonly RowChanges[],
  changes: readonly RowChanges[],
): Finding[] =>
  changes.flatMap((change) =>
    lossesOf(without(change, earlier)).map((loss) =>
      finding(
        'migration-changes-rows',
        migration,
        `its second up ${loss}`,
        migration.up.path,
        'let the up file not depend on what was there',
      ),
    ),
  );

/** Changes without what had come about before. */
function without(change: RowChanges, earlier: readonly RowChanges[]): RowChanges {
  const own = earlier.filter(({ schema, table }) => schema === change.schema && table === change.table);
  const isNews = ({ column }: RowChanges['changed'][number]): boolean =>
    !own.some(({ changed }) => changed.some((each) => each.column === column));
  const gone = Math.max(0, change.gone - Math.max(0, ...own.map((each) => each.gone)));
  return { ...change, gone, changed: change.changed.filter(isNews) };
}

/**
 * What a down loses with what its up added; and rows from before that up which go with it, which they must not. Their
 * values may be others by then: a down may well keep what was written since.
 */
export function downLoses(
  migration: Migration,
  older: readonly RowChanges[],
  all: readonly RowChanges[],
): Finding[] {
  const file = (migration.down ?? migration.up).path;
  const dropped = all.flatMap(droppedIn);
  const losses = older
    .filter(({ gone }) => gone > 0)
    .map((change) =>
      finding(
        'migration-down-changes-rows',
        migration,
        `its down ${goneWords(change)}, once what its up added holds values`,
        file,
        'delete only what the up added',
      ),
    );
  if (dropped.length === 0) return losses;
  const message = `its down loses ${dropped.join(', ')}`;
  return [
    ...losses,
    finding('migration-down-loses', migration, message, file, 'keep a copy where somebody may need it back'),
  ];
}

function finding(
  rule: RunningRule,
  { tag }: Migration,
  message: string,
  file: string,
  advice: string,
): Finding {
  return ranInto(rule, tag, `${tag}: ${message}`, { advice, file });
}

const lossesOf = (change: RowChanges): string[] => [
  ...(change.gone > 0 ? [goneWords(change)] : []),
  ...change.changed.map(({ column, count: values, before, after }) =>
    after === null
      ? `loses ${count(values, 'value')} of ${nameOf(change)}.${column}, such as ${short(before)}`
      : `changes ${count(values, 'value')} of ${nameOf(change)}.${column}, such as ${short(before)} to ${short(after)}`,
  ),
];

const goneWords = (change: RowChanges): string =>
  `deletes ${change.gone} of ${count(change.rows, 'row')} of ${nameOf(change)}, such as (${(change.goneRow ?? []).map((value) => (value === null ? 'NULL' : short(value))).join(', ')})`;

const droppedIn = (change: RowChanges): string[] =>
  change.tableDropped
    ? change.rows > 0
      ? [`${nameOf(change)} (${count(change.rows, 'row')})`]
      : []
    : change.dropped
        .filter(({ values }) => values > 0)
        .map(({ column, values }) => `${nameOf(change)}.${column} (${count(values, 'value')})`);

const nameOf = ({ schema, table }: RowChanges): string => `${schema}.${table}`;

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

const short = (text: string): string => {
  const printed = JSON.stringify(text);
  return printed.length > 60 ? `${printed.slice(0, 58)}…"` : printed;
};
