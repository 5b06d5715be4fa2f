import type { CatalogObject } from '../../model/catalog.ts';
import { textOf } from '../plan-family.ts';

/** `[]` for a column of an array type, else nothing: every array of one type is the same type, whatever its dimensions. */
export const arrayOf = ({ attributes }: CatalogObject): string =>
  textOf(attributes.type).endsWith('[]') ? '[]' : '';

/** Types whose values Postgres casts into each other (Postgres manual, "CREATE CAST"; pg_cast). */
const castable = [
  /^(smallint|integer|bigint|numeric|real|double precision)\b/,
  /^(date|time|timestamp)\b/,
  /^(text|character|character varying|name)\b/,
];

/** SQL: a cast from one type to another; by way of text where no cast leads there. */
export function castTo(from: string, to: string): string {
  const direct = castable.some((group) => group.test(from) && group.test(to)) || castable[2]?.test(to);
  const array = to.endsWith('[]') && from.endsWith('[]') ? '[]' : '';
  return direct || from === to ? `::${to}` : `::text${array}::${to}`;
}
