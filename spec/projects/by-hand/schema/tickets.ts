import { sql } from 'drizzle-orm';
import { index, pgEnum, pgTable, text, uuid } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ['open', 'closed', 'stale']);
export const tickets = pgTable(
  'tickets',
  { id: uuid().primaryKey().defaultRandom(), title: text().notNull(), state: state().notNull().default('stale') },
  (table) => [
    index('tickets_open_idx').on(table.title).where(sql`${table.state} = 'open'`),
    index('tickets_stale_idx').on(table.title).where(sql`${table.state} = 'stale'`),
  ],
);
