import { quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** What a session has set, by the settings' names, and what it goes back to on RESET. */
export interface SessionSettings {
  readonly values: ReadonlyMap<string, string>;
  readonly resets: ReadonlyMap<string, string>;
}

/** `pg_settings` shows neither these nor settings that an application has made up (Postgres manual, "SET ROLE"). */
const hidden = ['role', 'session_authorization'];

/** Those of a transaction end with it. */
const settingsSql = (names: readonly string[]): string => `
SELECT name, setting, reset_val AS reset FROM pg_settings WHERE source = 'session' AND name !~ '^transaction_'
UNION ALL SELECT name, coalesce(current_setting(name, true), ''), NULL
  FROM unnest(ARRAY[${names.map(quoteText).join(', ')}]::text[]) AS name`;

/** Reads what a session has set, with settings that an application has made up, such as `app.tenant`. */
export async function settingsIn(database: Scratch, madeUp: readonly string[]): Promise<SessionSettings> {
  const [rows = []] = await database.runOurs(settingsSql([...hidden, ...madeUp]));
  const known = rows.filter(({ reset }) => reset !== null);
  return {
    values: new Map(rows.map(({ name, setting }) => [String(name), String(setting)])),
    resets: new Map(known.map(({ name, reset }) => [String(name), String(reset)])),
  };
}

/** A setting that is not what it was. */
export interface SettingLeft {
  readonly name: string;
  readonly value: string;
  readonly before: string;
}

/** What is set now and was not before. */
export const leftBetween = (before: SessionSettings, now: SessionSettings): readonly SettingLeft[] =>
  [...now.values].flatMap(([name, value]) => {
    const earlier = before.values.get(name) ?? now.resets.get(name) ?? '';
    return value === earlier ? [] : [{ name, value, before: earlier }];
  });

/** SQL that makes them what they were; whose session it is comes first, since that decides what may be set. */
export const restoreSql = (left: readonly SettingLeft[]): string =>
  left
    .toSorted((a, b) => hidden.indexOf(b.name) - hidden.indexOf(a.name))
    .map(({ name, before }) => `SELECT set_config(${quoteText(name)}, ${quoteText(before)}, false)`)
    .join('; ');

const madeUpName = /\bset(?:_config)?\b[\s('"]+(?:local\s+|session\s+)?([a-z_]\w*\.[a-z_]\w*)/gi;

/** The names of made-up settings that SQL sets. */
export const madeUpIn = (sql: string): string[] =>
  [...sql.matchAll(madeUpName)].map(([, name = '']) => name.toLowerCase());

/** Settings that say what later statements mean, write or may do; those that bound time or memory do not. */
const meaningful =
  /\.|^(search_path|role|session_authorization|session_replication_role|row_security|timezone|timezone_abbreviations|datestyle|intervalstyle|lc_\w+|bytea_output|extra_float_digits|xmlbinary|xmloption|standard_conforming_strings|backslash_quote|array_nulls|transform_null_equals|default_(tablespace|table_access_method|toast_compression|text_search_config|transaction_\w+)|client_encoding|event_triggers|zero_damaged_pages|ignore_checksum_failure|lo_compat_privileges)$/i;

export const isMeaningful = ({ name }: SettingLeft): boolean => meaningful.test(name);
