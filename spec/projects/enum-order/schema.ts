import * as d from 'drizzle-orm/pg-core';

export const mood = d.pgEnum('mood', ['sad', 'fine', 'glad']);
export const diary = d.pgTable('diary', { mood: mood().default('sad') });
