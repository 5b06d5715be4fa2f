import * as d from 'drizzle-orm/pg-core';

export const house = d.pgTable('house', { id: d.serial().primaryKey(), code: d.text().unique() });
export const room = d.pgTable('room', { house: d.integer().references(() => house.id) }, (t) => [d.index().on(t.house)]);
