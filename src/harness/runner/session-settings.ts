import { quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** Settings of a session that say what later statements mean, or what they may do; by their names. */
export type SessionSettings = ReadonlyMap<string, string>;

const names = [
  'search_path',
  'role',
  'session_authorization',
  'session_replication_role',
  'row_security',
  'TimeZone',
  'DateStyle',
  'IntervalStyle',
  'default_tablespace',
  'default_table_access_method',
  'standard_conforming_strings',
];

/** Reads them as they are now. */
export async function settingsIn(database: Scratch): Promise<SessionSettings> {
  const pairs = names.map((name) => `${quoteText(name)}, current_setting(${quoteText(name)})`);
  const [[row] = []] = await database.run(`SELECT json_build_object(${pairs.join(', ')}) AS settings`);
  return new Map(Object.entries(row?.settings as Readonly<Record<string, string>>));
}

/** SQL: a session with daylight saving time, days before months, and intervals as the standard writes them. */
export const elsewhere =
  "SET LOCAL TimeZone = 'America/New_York'; SET LOCAL DateStyle = 'SQL, DMY'; SET LOCAL IntervalStyle = 'sql_standard'";

/** SQL: back to what a session is when it begins, for those settings. */
export const here =
  'SET LOCAL TimeZone TO DEFAULT; SET LOCAL DateStyle TO DEFAULT; SET LOCAL IntervalStyle TO DEFAULT';
