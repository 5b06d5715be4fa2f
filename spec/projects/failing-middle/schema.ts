import * as d from 'drizzle-orm/pg-core';

export const a = d.pgTable('a', { id: d.integer() });
export const b = d.pgTable('b', { id: d.integer() });
