import * as d from 'drizzle-orm/pg-core';

export const mood = d.pgEnum('mood', ['calm', 'cross']);
export const event = d.pgTable('event', { id: d.integer(), at: d.timestamp(), mood: mood() }, (t) => [
  d.primaryKey({ columns: [t.id, t.at] }),
  d.index('event_at').on(t.at),
]);
export const latest = d.pgMaterializedView('latest').as((qb) => qb.select({ id: event.id }).from(event));
export const stay = d.pgTable('stay', { event: d.integer(), during: d.customType({ dataType: () => 'tsrange' })('during') });
