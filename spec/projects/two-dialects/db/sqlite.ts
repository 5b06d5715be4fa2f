import * as d from 'drizzle-orm/sqlite-core';

export const note = d.sqliteTable('note', { id: d.integer() });
