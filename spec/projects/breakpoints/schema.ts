import * as d from 'drizzle-orm/pg-core';

export const a = d.pgTable('a', { id: d.integer(), n: d.text(), m: d.text().default('-- none') });
export const b = d.pgTable('b', { id: d.integer() });
