import type { Difference } from '../../diff/diff.ts';
import { datedMigrations } from '../../history/dated.ts';
import type { Migration } from '../../history/migrations.ts';
import { originOf, type Timeline } from '../../history/timeline.ts';
import type { Catalog, CatalogObject, Value } from '../../model/catalog.ts';
import type { Source } from '../../model/finding.ts';
import { keyOf } from '../../model/identity.ts';
import type { Context } from './judge.ts';

/** What the migrations built, and the other catalog where they built that too, on another day. */
export interface Days {
  readonly built: Catalog;
  readonly elsewhere?: Catalog;
}

/** The context of a difference that another day explains; undefined for any other. */
export type ByDate = (difference: Difference, days: Days) => Promise<Context | undefined>;

/**
 * Finds out whether the object of a difference was created by a migration, of the first `count`, whose result depends on
 * the day on which it runs. Another day shows in dates and times only: in those of an attribute, or of a name that
 * exists with other dates.
 */
export function explainedByDate(migrations: readonly Migration[], timeline: Timeline, count: number): ByDate {
  let lines: Promise<ReadonlyMap<string, number>> | undefined;
  const madeByDate = async ({ id }: CatalogObject): Promise<Context | undefined> => {
    lines ??= datedMigrations(migrations);
    const origin = originOf(timeline, keyOf(id), count);
    const migration = migrations.find(({ tag }) => tag === origin);
    const line = migration && (await lines).get(migration.tag);
    return migration && line !== undefined
      ? anotherDay(migration.tag, { file: migration.up.path, line })
      : undefined;
  };
  return async (difference, { built, elsewhere }) => {
    const { object } = difference;
    if (difference.type === 'changed')
      return sameButForDates(difference.expected, difference.actual) ? madeByDate(object) : undefined;
    if (shapeOf(object) === keyOf(object.id)) return undefined;
    if (built.objects.some(({ id }) => keyOf(id) === keyOf(object.id)))
      return elsewhere === undefined || likeIn(elsewhere, object) ? madeByDate(object) : undefined;
    const other = likeIn(built, object);
    return other && madeByDate(other);
  };
}

/** Whether two values are the same text on another day. */
export const sameButForDates = (a: Value, b: Value): boolean =>
  withoutDates(JSON.stringify(a)) === withoutDates(JSON.stringify(b));

const likeIn = ({ objects }: Catalog, object: CatalogObject): CatalogObject | undefined =>
  objects.find((each) => shapeOf(each) === shapeOf(object));

const shapeOf = ({ id }: CatalogObject): string => withoutDates(keyOf(id));

const withoutDates = (text: string): string => text.replace(date, '#').replace(time, '#');

/** A year, and what follows it of a date as people write it in names and literals: `2025_06`, `2025w23`, `2025-06-01 12:34:56.7`. */
const date = /(?<!\d)(?:19|20)\d\d(?:[-_./: T]?[wq]?\d+)*/gi;
const time = /\d\d:\d\d:\d\d(?:\.\d+)?/g;

const anotherDay = (tag: string, source: Source): Context => ({
  ruling: { rule: 'migration-depends-on-date', severity: 'info' },
  culprit: 'migration',
  source,
  meaning: {
    missing: `is missing, but others like it exist: ${tag} derives them from the date on which it runs`,
    extra: `is one of those that ${tag} derives from the date on which it runs`,
    changed: `, which ${tag} derives from the date on which it runs`,
  },
  advice: { missing: advice, extra: advice, changed: advice },
});

/** What is applied is never edited again. */
const advice =
  'nothing to do here; write the dates into later migrations (or now() without quotes, for the time of each row), or leave it to a job';
