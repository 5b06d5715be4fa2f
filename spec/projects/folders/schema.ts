import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const notes = pgTable(
  'notes',
  { id: integer().primaryKey().generatedAlwaysAsIdentity(), body: text().notNull().default(''), folder: text() },
  (table) => [index('notes_folder_idx').on(table.folder)],
);
