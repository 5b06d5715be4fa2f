import { sql } from 'drizzle-orm';
import { pgPolicy, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { authenticatedRole, authUid, authUsers } from 'drizzle-orm/supabase';

export const profile = pgTable(
  'profile',
  {
    id: uuid()
      .primaryKey()
      .references(() => authUsers.id, { onDelete: 'cascade' }),
    nick: text().notNull(),
  },
  (t) => [
    pgPolicy('own profile', { for: 'select', to: authenticatedRole, using: sql`${t.id} = ${authUid}` }),
  ],
);
