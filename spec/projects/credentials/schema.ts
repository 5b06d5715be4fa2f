import * as d from 'drizzle-orm/pg-core';

export const a = d.pgTable('a', { n: d.integer() });
