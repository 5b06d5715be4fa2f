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

/** A column by its qualified table, and a sequence that it is to count by. */
export interface Counter {
  readonly sequence: string;
  readonly table: string;
  readonly column: string;
  /** As it is written. */
  readonly increment: string;
}

/**
 * SQL: lets a new sequence go on after what its column holds. Where that is beyond its ends, or before its start, it begins as it
 * is. Steps stay those from its start, as where several servers share the numbers.
 */
export function countOnSql({ sequence, table, column, increment }: Counter): string {
  const name = quoteText(sequence);
  const [farthest, bounds] = increment.startsWith('-')
    ? ['min', 's.seqmin AND s.seqstart']
    : ['max', 's.seqstart AND s.seqmax'];
  const reached = /^-?1$/.test(increment)
    ? 'held.last'
    : 'held.last - (held.last - s.seqstart) % s.seqincrement';
  return (
    `SELECT pg_catalog.setval(${name}, ${reached}) FROM pg_catalog.pg_sequence AS s, ` +
    `(SELECT pg_catalog.${farthest}(${quoteName(column)}) AS last FROM ${table}) AS held ` +
    `WHERE s.seqrelid = ${name}::pg_catalog.regclass AND held.last BETWEEN ${bounds}`
  );
}

/**
 * SQL: comments on the NOT NULL of a column, or of a domain where none is named, whatever the server calls that: no catalog has names
 * that nobody gave. Where it is no constraint, nothing is done. `owner` is qualified.
 */
export function commentOnNotNull(owner: string, column: string | undefined, comment: string | null): string {
  const [on, reference, type] =
    column === undefined ? ['DOMAIN %s', 'contypid', 'regtype'] : ['%s', 'conrelid', 'regclass'];
  const number =
    column === undefined
      ? ''
      : ` AND k.conkey[1] = (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = k.conrelid AND attname = ${quoteText(column)})`;
  const command = `format(${quoteText(`COMMENT ON CONSTRAINT %I ON ${on} IS %L`)}, k.conname, ${quoteText(owner)}, ${comment === null ? 'NULL' : quoteText(comment)}::text)`;
  return `DO ${quoteText(`DECLARE command text; BEGIN FOR command IN SELECT ${command} FROM pg_catalog.pg_constraint k
  WHERE k.contype = 'n' AND k.${reference} = ${quoteText(owner)}::${type}${number} LOOP EXECUTE command; END LOOP; END`)}`;
}
