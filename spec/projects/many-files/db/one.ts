import { sql } from 'drizzle-orm';
import * as d from 'drizzle-orm/pg-core';

export const shop = d.pgSchema('shop');
export const size = shop.enum('size', ['small', 'large']);
export const reader = d.pgRole('shop_reader');
export const item = shop.table(
  'item',
  {
    id: d.integer().primaryKey().generatedAlwaysAsIdentity({ startWith: 100, increment: 5 }),
    size: size().notNull(),
    name: d.varchar({ length: 80 }).notNull(),
    loud: d.text().generatedAlwaysAs(sql`upper(name)`),
    tags: d.text().array().default([]),
  },
  (t) => [
    d.pgPolicy('small ones', { for: 'select', to: reader, using: sql`${t.size} = 'small'` }),
    d.check('item_name', sql`length(${t.name}) > 0`),
    d.index('item_lower').on(sql`lower(${t.name})`),
  ],
);
