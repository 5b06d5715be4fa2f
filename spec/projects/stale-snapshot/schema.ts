import * as d from 'drizzle-orm/pg-core';

export const a = d.pgTable('a', { id: d.integer() });

/** A migration written by hand makes it, and its snapshot does not know. */
export const b = d.pgTable('b', { id: d.integer() }, (t) => [d.index('b_id').on(t.id)]);
