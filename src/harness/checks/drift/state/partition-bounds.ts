import { ofPartition } from '../../../catalog/of-table.ts';
import type { Span } from '../../../equivalence/partitions/span.ts';
import type { CatalogObject } from '../../../model/catalog.ts';
import type { Identity } from '../../../model/identity.ts';
import { qualified } from '../../../plan/names.ts';

const range = /^FOR VALUES FROM \(('[^']*')((?:, [^)]*)?)\) TO \(('[^']*')((?:, [^)]*)?)\)$/;
const list = /^FOR VALUES IN \('[^']*'\)$/;

/** What a partition holds, as Postgres prints it. */
export const boundsOf = (object: CatalogObject): string =>
  String(ofPartition(object, 'partitionBounds') ?? '');

/** Bounds from one time to another, as those of a partition are printed; nothing where its other keys are not the same at both ends. */
export function boundsFor(
  table: CatalogObject,
  { end }: Span,
): ((from: number, to: number) => string) | undefined {
  const bounds = boundsOf(table);
  if (/\.\d/.test(end)) return undefined;
  const print = (at: number): string => printed(at, end);
  if (list.test(bounds)) return (from) => `FOR VALUES IN (${print(from)})`;
  const [, , more, , others] = range.exec(bounds) ?? [];
  return more === undefined || more !== others
    ? undefined
    : (from, to) => `FOR VALUES FROM (${print(from)}${more}) TO (${print(to)}${more})`;
}

/** A time as another one is printed: a date, or with a clock, or with a zone besides. */
function printed(at: number, like: string): string {
  const text = new Date(at).toISOString();
  const clock = like.includes(':') ? ` ${text.slice(11, 19)}` : '';
  return `'${text.slice(0, 10)}${clock}${like.includes('+00') ? '+00' : ''}'`;
}

/** The statement that people write, but for what nobody knows here. */
export function byHandSql(parent: Identity, last: CatalogObject, { end }: Span): string {
  const bounds = list.test(boundsOf(last)) ? 'IN (…)' : `FROM (${end}) TO (…)`;
  return `CREATE TABLE … PARTITION OF ${qualified(parent)} FOR VALUES ${bounds}`;
}
