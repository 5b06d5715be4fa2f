import * as d from 'drizzle-orm/pg-core';

export const profile = d.pgTable('profile', { id: d.uuid() });
