import type { Migration } from '../../../history/migrations.ts';
import type { Finding } from '../../../model/finding.ts';
import { type Identity, keyOf, printName } from '../../../model/identity.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { type Contents, counterpart } from '../../../rows/contents.ts';
import type { FilledTable } from '../../../rows/fill.ts';
import { type Unfillable, unfillableAmong } from '../../../rows/unfillable.ts';
import { found } from '../../rules/found.ts';
import { foundAt } from './found-at.ts';
import type { TablesNow } from './inserts.ts';

/** What can keep rows from a table; no other statement makes a difference. */
const restricts = /\b(table|domain|check|references|constraint|not\s+null|type)\b/i;

/** Does an up leave tables that take no row, though there were none, or they took some before? */
export async function unfillableFindings(
  database: Scratch,
  migration: Migration,
  { before, after }: { readonly before: Contents; readonly after: TablesNow },
): Promise<Finding[]> {
  if (!restricts.test(migration.up.sql)) return [];
  const news = after.contents.filter((table) => counterpart(table, before)?.rows.length !== 0);
  if (news.length === 0) return [];
  const oids = new Set(news.map(({ oid }) => oid));
  const unfillable = await unfillableAmong(database, await after.read(), oids);
  const isNews = ({ tables, isOfFirstRow }: Unfillable): boolean => {
    const own = news.filter(({ oid }) => tables.some((table) => table.oid === oid));
    return own.length > 0 && !(isOfFirstRow && own.some(({ rows }) => rows.length > 0));
  };
  return unfillable.filter(isNews).flatMap(({ tables, why, isOfFirstRow }) => {
    const [first] = tables;
    if (!first) return [];
    const which = isOfFirstRow ? 'a first row' : `a row into ${printName(identityOf(first))}`;
    const what = `leaves no way to INSERT ${which}: ${why}`;
    return [foundAt('migration-unfillable-table', migration, 'up', identityOf(first), what)];
  });
}

/** What is said of tables that stayed empty: what a migration does to rows of theirs is not tried. */
export const notTriedOn = (migration: Migration, empty: readonly FilledTable[]): Finding[] =>
  [...new Map(empty.map((table) => [keyOf(identityOf(table)), table])).values()].map((table) => {
    const what = `not tried on rows of ${printName({ schema: table.schema, name: table.table })}, which took none`;
    const why = table.refused === undefined ? '' : `: ${table.refused}`;
    return found('migration-rows-not-tried', identityOf(table), `${migration.tag}: ${what}${why}`, {
      file: migration.up.path,
    });
  });

const identityOf = ({ schema, table }: Pick<FilledTable, 'schema' | 'table'>): Identity => ({
  kind: 'table',
  schema,
  name: table,
});
