import type { CatalogObject } from '../../model/catalog.ts';
import { countOnSql } from '../lookups.ts';
import { ownerOf, qualified } from '../names.ts';
import { type Sql, statement, textOf } from '../plan-family.ts';

/** Types that a sequence counts in. */
const counted = ['smallint', 'integer', 'bigint'];

/** Lets a new sequence go on after what its column holds: it would give again what is there. */
export const countOn = ({ id, attributes }: CatalogObject, column: CatalogObject): readonly Sql[] =>
  counted.includes(textOf(column.attributes.type))
    ? statement(
        countOnSql({
          sequence: qualified(id),
          table: ownerOf(column.id),
          column: column.id.name,
          increment: textOf(attributes.increment),
        }),
      )
    : [];
