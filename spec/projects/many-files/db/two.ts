import { sql } from 'drizzle-orm';
import * as d from 'drizzle-orm/pg-core';

import { item, shop } from './one.ts';

export const names = shop.view('names').as((qb) => qb.select({ name: item.name }).from(item));
export const line = d.pgTable('line', { item: d.integer().references(() => item.id, { onDelete: 'cascade' }), n: d.numeric({ precision: 6, scale: 2 }) }, (t) => [
  d.unique('line_once').on(t.item, t.n).nullsNotDistinct(),
]);
