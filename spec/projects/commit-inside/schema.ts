import * as d from 'drizzle-orm/pg-core';

export const mood = d.pgEnum('mood', ['calm', 'cross', 'glad']);
export const person = d.pgTable('person', { name: d.text(), mood: mood().default('glad') }, (t) => [d.index('person_name').on(t.name)]);
