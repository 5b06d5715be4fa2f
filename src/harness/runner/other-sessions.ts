/** A setting that another session may have otherwise, and that has a say in what a step writes. */
export interface OtherSetting {
  readonly name: string;
  /** What it is in the other session, in words. */
  readonly words: string;
  /** SQL that makes it so. */
  readonly begin: string;
  /** SQL that keeps it out of how values are read again; settings are pinned for that anyway. */
  readonly beforeReading?: string;
  /** Which values it prints or reads. */
  readonly of: 'time' | 'money' | 'words' | 'bytes';
  /** Whether servers are set up with different values of it: initdb takes them from its environment. */
  readonly differs: boolean;
}

const setting = (
  name: string,
  value: string,
  { of, differs = true }: { readonly of: OtherSetting['of']; readonly differs?: boolean },
): OtherSetting => ({
  name,
  words: `whose ${name} is ${value}`,
  begin: `SET ${name} = '${value}'`,
  of,
  differs,
});

/**
 * A server knows the locales of its machine only, so that casts stand in for another lc_monetary: points and commas change
 * places, as in most of Europe. Only a superuser may create a cast between types of Postgres.
 */
const decimalComma: OtherSetting = {
  name: 'lc_monetary',
  words: 'whose lc_monetary has a decimal comma',
  begin: `CREATE OR REPLACE FUNCTION pg_temp.driftproof_printed(money) RETURNS text LANGUAGE sql
  AS $$ SELECT translate(textin(cash_out($1)), '.,', ',.') $$;
CREATE OR REPLACE FUNCTION pg_temp.driftproof_read(text) RETURNS money LANGUAGE sql
  AS $$ SELECT cash_in(textout(translate($1, '.,', ',.'))) $$;
CREATE CAST (money AS text) WITH FUNCTION pg_temp.driftproof_printed(money) AS ASSIGNMENT;
CREATE CAST (text AS money) WITH FUNCTION pg_temp.driftproof_read(text)`,
  beforeReading: 'DROP CAST IF EXISTS (money AS text); DROP CAST IF EXISTS (text AS money)',
  of: 'money',
  differs: true,
};

/**
 * Every such setting, with a value that is not what a scratch server has: a zone with daylight saving time, days before
 * months. standard_conforming_strings is none of them: no server has had it off for many majors, and ours must not.
 */
export const otherSettings: readonly OtherSetting[] = [
  setting('TimeZone', 'America/New_York', { of: 'time' }),
  setting('DateStyle', 'SQL, DMY', { of: 'time' }),
  setting('IntervalStyle', 'sql_standard', { of: 'time' }),
  decimalComma,
  setting('default_text_search_config', 'pg_catalog.german', { of: 'words' }),
  setting('bytea_output', 'escape', { of: 'bytes', differs: false }),
  setting('extra_float_digits', '0', { of: 'bytes', differs: false }),
];
