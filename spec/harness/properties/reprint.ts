import { schemas } from './names.ts';

const names = schemas.map((name) => `'${name}'`).join(', ');
const ours = (relation: string): string =>
  `${relation} IN (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN (${names}))`;

/**
 * One query for each kind of text that a dump holds; its rows are statements that make the same thing again from
 * what Postgres prints of it.
 */
export const reprints: readonly string[] = [
  `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s', conrelid::regclass, conname, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype IN ('c', 'u', 'f') AND ${ours('conrelid')}`,
  `SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', adrelid::regclass, attname, pg_get_expr(adbin, adrelid))
    FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE attgenerated = '' AND ${ours('adrelid')}`,
  `SELECT format('DROP INDEX %s; %s', indexrelid::regclass, pg_get_indexdef(indexrelid))
    FROM pg_index WHERE ${ours('indrelid')} AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
];
