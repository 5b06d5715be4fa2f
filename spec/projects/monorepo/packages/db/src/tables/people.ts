import { id, times } from '@db/lib/columns';
import { maxNameLength } from '@shared/ids';
import { sql } from 'drizzle-orm';
import { check, pgTable, uniqueIndex, varchar } from 'drizzle-orm/pg-core';

export const people = pgTable(
  'people',
  { id: id(), fullName: varchar({ length: maxNameLength }).notNull(), emailAddress: varchar().notNull(), ...times },
  (table) => [
    uniqueIndex('people_email_idx').on(sql`lower(${table.emailAddress})`).where(sql`${table.deletedAt} IS NULL`),
    check('people_name_is_said', sql`${table.fullName} <> ''`),
  ],
);
