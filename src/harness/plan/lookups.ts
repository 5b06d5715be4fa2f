import { quoteName, quoteText } from './names.ts';

/**
 * SQL: switches the triggers that enforce a constraint, on partitions too. A foreign key, or a key that is checked late,
 * has triggers of its own, whose names the server makes up, and no statement switches just these. `table` is qualified.
 */
export const switchTriggers = (table: string, constraint: string, how: 'ENABLE' | 'DISABLE'): string =>
  `DO ${quoteText(`DECLARE t record; BEGIN FOR t IN
  WITH RECURSIVE ks (oid) AS (
    SELECT k.oid FROM pg_catalog.pg_constraint k WHERE k.conrelid = ${quoteText(table)}::regclass AND k.conname = ${quoteText(constraint)}
    UNION ALL SELECT k.oid FROM ks JOIN pg_catalog.pg_constraint k ON k.conparentid = ks.oid)
  SELECT tgrelid::regclass AS owner, tgname FROM pg_catalog.pg_trigger WHERE tgisinternal AND tgconstraint IN (SELECT oid FROM ks)
LOOP EXECUTE format('ALTER TABLE %s ${how} TRIGGER %I', t.owner, t.tgname); END LOOP; END`)}`;

/** SQL: makes an index as it is when CREATE INDEX CONCURRENTLY has failed, which no statement does by itself. */
export const invalidate = (schema: string, index: string): string =>
  `UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = ${quoteText(`${quoteName(schema)}.${quoteName(index)}`)}::regclass`;

/** SQL: makes a role, unless the server has it: roles belong to the whole server. */
export const createRole = (name: string): string =>
  `DO ${quoteText(
    `BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${quoteText(name)}) THEN CREATE ROLE ${quoteName(name)}; END IF; END`,
  )}`;
