import type { Migration } from '../../../history/migrations.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Fate } from '../../../rows/compare.ts';
import { type RunningRule, ranInto } from '../../rules/running-rules.ts';

/** What an up did to rows that stay. */
export const upChanges = (migration: Migration, fates: readonly Fate[]): Finding[] =>
  fates.flatMap((fate) =>
    lossesOf(fate).map((loss) =>
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
export const upDrops = (migration: Migration, fates: readonly Fate[]): Finding[] => {
  const dropped = fates.flatMap(droppedIn);
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
export function downChanges(migration: Migration, byUp: readonly Fate[], fates: readonly Fate[]): Finding[] {
  const file = (migration.down ?? migration.up).path;
  const advice =
    'bring it back in the down, keep it in the up, or begin the down with "-- irreversible: reason"';
  const losses = fates.flatMap((fate) => [
    ...lossesOf(without(fate, byUp)),
    ...droppedIn(fate).map((dropped) => `does not bring back ${dropped}`),
  ]);
  const extra = fates.filter((fate) => fate.extra > 0);
  return [
    ...losses.map((loss) =>
      finding('migration-down-changes-rows', migration, `its down ${loss}`, file, advice),
    ),
    ...extra.map((fate) =>
      finding(
        'migration-down-leaves-rows',
        migration,
        `its down leaves ${count(fate.extra, 'row')} in ${nameOf(fate)} that its up put there`,
        file,
        'delete them in the down',
      ),
    ),
  ];
}

/** What only a second up did to the rows that there were before the first. What its down lost before is not news. */
export const againChanges = (
  migration: Migration,
  earlier: readonly Fate[],
  fates: readonly Fate[],
): Finding[] =>
  fates.flatMap((fate) =>
    lossesOf(without(fate, earlier)).map((loss) =>
      finding(
        'migration-changes-rows',
        migration,
        `its second up ${loss}`,
        migration.up.path,
        'let the up file not depend on what was there',
      ),
    ),
  );

/** A fate without what had come about before. */
function without(fate: Fate, earlier: readonly Fate[]): Fate {
  const own = earlier.filter(({ schema, table }) => schema === fate.schema && table === fate.table);
  const isNews = ({ column }: Fate['changed'][number]): boolean =>
    !own.some(({ changed }) => changed.some((each) => each.column === column));
  const gone = Math.max(0, fate.gone - Math.max(0, ...own.map((each) => each.gone)));
  return { ...fate, gone, changed: fate.changed.filter(isNews) };
}

/**
 * What a down loses with what its up added; and rows from before that up which go with it, which they must not. Their
 * values may be others by then: a down may well keep what was written since.
 */
export function downLoses(migration: Migration, older: readonly Fate[], all: readonly Fate[]): Finding[] {
  const file = (migration.down ?? migration.up).path;
  const dropped = all.flatMap(droppedIn);
  const losses = older
    .filter(({ gone }) => gone > 0)
    .map((fate) =>
      finding(
        'migration-down-changes-rows',
        migration,
        `its down ${goneWords(fate)}, once what its up added holds values`,
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

const lossesOf = (fate: Fate): string[] => [
  ...(fate.gone > 0 ? [goneWords(fate)] : []),
  ...fate.changed.map(({ column, count: values, before, after }) =>
    after === null
      ? `loses ${count(values, 'value')} of ${nameOf(fate)}.${column}, such as ${short(before)}`
      : `changes ${count(values, 'value')} of ${nameOf(fate)}.${column}, such as ${short(before)} to ${short(after)}`,
  ),
];

const goneWords = (fate: Fate): string =>
  `deletes ${fate.gone} of ${count(fate.rows, 'row')} of ${nameOf(fate)}, such as (${(fate.goneRow ?? []).map((value) => (value === null ? 'NULL' : short(value))).join(', ')})`;

const droppedIn = (fate: Fate): string[] =>
  fate.tableDropped
    ? fate.rows > 0
      ? [`${nameOf(fate)} (${count(fate.rows, 'row')})`]
      : []
    : fate.dropped
        .filter(({ values }) => values > 0)
        .map(({ column, values }) => `${nameOf(fate)}.${column} (${count(values, 'value')})`);

const nameOf = ({ schema, table }: Fate): string => `${schema}.${table}`;

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

const short = (text: string): string => {
  const printed = JSON.stringify(text);
  return printed.length > 60 ? `${printed.slice(0, 58)}…"` : printed;
};
