import type { Row } from '../postgres/connection.ts';
import type { Snapshot } from '../postgres/snapshot.ts';
import { ofSchemas } from './asked-schemas.ts';
import { userSchema } from './catalog-query.ts';

/** A schema of users: what is in it, and what it leads to. */
export interface SchemaSize {
  readonly name: string;
  readonly relations: number;
  /** Other schemas, which hold what its foreign keys and its inheritance lead to. */
  readonly leadsTo: readonly string[];
}

/** SQL: a row for each schema of users. */
export const schemaSizesSql = `
WITH leads (oid, target) AS (
  SELECT k.connamespace, c.relnamespace FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid
  WHERE k.contype = 'f' AND c.relnamespace <> k.connamespace
  UNION SELECT c.relnamespace, p.relnamespace
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
  WHERE c.relnamespace <> p.relnamespace
), sizes (oid, relations) AS (
  SELECT relnamespace, count(*)::int FROM pg_class GROUP BY 1
)
SELECT n.nspname AS name, coalesce(s.relations, 0) AS relations,
  ARRAY(SELECT t.nspname::text FROM leads l JOIN pg_namespace t ON t.oid = l.target WHERE l.oid = n.oid) AS "leadsTo"
FROM pg_namespace n LEFT JOIN sizes s ON s.oid = n.oid WHERE ${userSchema('n')}`;

/** The rows of {@link schemaSizesSql}. */
export const toSchemaSizes = (rows: readonly Row[]): SchemaSize[] => rows as unknown as SchemaSize[];

/** Some schemas, and all that they lead to, however far. */
export function withLeads(names: readonly string[], all: ReadonlyMap<string, SchemaSize>): string[] {
  const reached = new Set(names);
  for (const name of reached) for (const other of all.get(name)?.leadsTo ?? []) reached.add(other);
  return [...reached];
}

/** The same view of a database, of some schemas alone. */
export const ofThem = (snapshot: Snapshot, names: readonly string[]): Snapshot => ({
  query: (...statements) => snapshot.query(...statements.map((sql) => ofSchemas(sql, names))),
  last: (...statements) => snapshot.last(...statements.map((sql) => ofSchemas(sql, names))),
});
