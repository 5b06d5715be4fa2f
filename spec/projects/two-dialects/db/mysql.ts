import * as d from 'drizzle-orm/mysql-core';

export const a = d.mysqlTable('a', { id: d.int() });
export const other = d.mysqlTable('other', { id: d.int() });
