import { sql } from 'drizzle-orm';
import { pgPolicy, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { authUsers } from 'drizzle-orm/supabase';

export const profiles = pgTable(
  'profiles',
  {
    id: uuid().primaryKey().references(() => authUsers.id, { onDelete: 'cascade' }),
    nick: text().notNull().unique(),
  },
  () => [pgPolicy('own profile', { for: 'select', to: 'public', using: sql`id = auth.uid()` })],
);
