import type { CatalogObject } from '../../model/catalog.ts';
import { ownerOf, qualified, quoteName, quoteText } from '../names.ts';
import { type Sql, statement, textOf } from '../plan-family.ts';

/** Types that a sequence counts in. */
const counted = ['smallint', 'integer', 'bigint'];

/**
 * Lets a new sequence go on after what its column holds: it would give again what is there. Where that is beyond its ends, or
 * before its start, it begins as it is. Steps stay those from its start, as where several servers share the numbers.
 */
export function countOn({ id, attributes }: CatalogObject, column: CatalogObject): readonly Sql[] {
  if (!counted.includes(textOf(column.attributes.type))) return [];
  const name = quoteText(qualified(id));
  const step = textOf(attributes.increment);
  const isDown = step.startsWith('-');
  const reached =
    step === '1' || step === '-1' ? 'held.last' : 'held.last - (held.last - s.seqstart) % s.seqincrement';
  return statement(
    `SELECT pg_catalog.setval(${name}, ${reached}) FROM pg_catalog.pg_sequence AS s, ` +
      `(SELECT pg_catalog.${isDown ? 'min' : 'max'}(${quoteName(column.id.name)}) AS last FROM ${ownerOf(column.id)}) AS held ` +
      `WHERE s.seqrelid = ${name}::pg_catalog.regclass AND held.last BETWEEN ${isDown ? 's.seqmin AND s.seqstart' : 's.seqstart AND s.seqmax'}`,
  );
}
