import { desc, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { timestampOf } from './instant.ts';

/** Where a page ended: its last row. It names a place in the order, so it stays good when that row goes. */
export interface Cursor {
  readonly createdAt: string | null;
  readonly id: string;
}

/** One page of a list; the next one is asked for with the last row of this one. */
export interface Page<Row = Cursor> {
  readonly after?: Row | undefined;
  /** How many rows at most; 50 unless told. */
  readonly limit?: number | undefined;
}

export const defaultLimit = 50;

interface Dated {
  readonly createdAt: PgColumn;
  readonly id: PgColumn;
}

/**
 * Most recent first; at one instant, by id. Rows without `created_at` come first: that is how Postgres sorts NULL
 * in DESC, and the only way an ascending index, read backwards, gives the order.
 */
export const recentFirst = ({ createdAt, id }: Dated): SQL[] => [desc(createdAt), desc(id)];

/** The rows that {@link recentFirst} puts behind a cursor. */
export function behind({ createdAt, id }: Dated, cursor: Cursor | undefined): SQL | undefined {
  if (!cursor) return undefined;
  if (cursor.createdAt === null) return or(isNotNull(createdAt), lt(id, cursor.id));
  return sql`(${createdAt}, ${id}) < (${timestampOf(cursor.createdAt)}, ${cursor.id}::uuid)`;
}
