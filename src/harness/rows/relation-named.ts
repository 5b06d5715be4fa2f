import { quoteName, quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** A relation as a statement or an error names it. */
export interface NamedRelation {
  readonly schema: string;
  readonly name: string;
  /** As in pg_class. */
  readonly kind: string;
  /** The columns of a constraint or an index on it. */
  readonly keys: readonly string[];
}

/** Looks a relation up, and the columns of one of its constraints or indexes; nothing where there is none of that name. */
export async function relationNamed(
  database: Scratch,
  { schema, name }: { readonly schema: string | undefined; readonly name: string },
  constraint = '',
): Promise<NamedRelation | undefined> {
  const parts = [schema, name].filter((part) => part !== undefined);
  const [row] = await database.runOne(relationSql(parts.map(quoteName).join('.'), constraint));
  return row as unknown as NamedRelation | undefined;
}

const relationSql = (name: string, constraint: string): string => `
SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind, ARRAY(
  SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND (
    EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.conname = ${quoteText(constraint)} AND a.attnum = ANY (k.conkey))
    OR EXISTS (SELECT FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
      WHERE i.indrelid = c.oid AND x.relname = ${quoteText(constraint)} AND a.attnum = ANY (i.indkey)))) AS keys
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid = to_regclass(${quoteText(name)})`;
