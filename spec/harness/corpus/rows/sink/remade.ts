/** A constraint dropped and made again. */
export const remade = (table: string, name: string, definition: string): string =>
  `ALTER TABLE ${table} DROP CONSTRAINT ${name}; ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`;
