import type { SessionBound } from '../../../rows/session-bound.ts';
import { type OtherSetting, otherSettings } from '../../../runner/other-sessions.ts';
import { withoutTexts } from '../../../sql/clock.ts';
import { mentions } from '../../../sql/line-of.ts';

/** What works out values for rows that are there, or keeps what a text in it is read as. */
const computes =
  /\b(update|insert|merge|copy|using|do|select|call|type|default|execute|as|check|where|when|values)\b/i;
const speaks: Readonly<Record<OtherSetting['of'], RegExp>> = {
  time: /\b(timestamp|timestamptz|time|timetz|date|interval|(ts|tstz|date)(multi)?range|to_char|to_date|to_timestamp|age|extract|date_part|date_trunc|date_bin|now|localtime\w*|current_(date|time\w*)|make_\w+)\b/i,
  money: /\bmoney\b/i,
  words:
    /\b(to_tsvector|(plainto_|phraseto_|websearch_)?to_tsquery|json(b)?_to_tsvector|ts_headline|get_current_ts_config)\b/i,
  bytes: /\b(bytea|real|float[48]?|double|decode|sha\d+)\b/i,
};
/** What makes texts of values. */
const prints =
  /\b(text|varchar|character|char|format|concat\w*|jsonb?|to_jsonb?|xml\w*|md5|string_agg)\b|\|\|/i;

/** What makes documents or texts of whole rows, whatever their columns, or has values or bounds of columns that it does not name. */
const unnamed =
  /\b(to_jsonb?|row_to_json|jsonb?_agg|hstore|row)\s*\(|\.\*\s*\)?\s*::|\bfor\s+values\b|\binto\s+("[^"]+"|[\w.])+(\s+as\s+\S+)?\s+(overriding\s+\w+\s+value\s+)?(values|select|with|table)\b|\binsert\s+values\b/i;

/** The settings that may have a say in what a step writes, by its words and by the names in it. */
export function settingsFor(sql: string, bound: SessionBound): readonly OtherSetting[] {
  if (!computes.test(withoutTexts(sql))) return [];
  const names = (list: readonly string[]): boolean => list.some((name) => mentions(sql, name));
  const calls = names(bound.callers);
  const isAsked: Readonly<Record<OtherSetting['of'], boolean>> = {
    time:
      calls || speaks.time.test(sql) || names(bound.timed) || (bound.timed.length > 0 && unnamed.test(sql)),
    money: speaks.money.test(sql) || names(bound.money),
    words: calls || speaks.words.test(sql),
    bytes: (speaks.bytes.test(sql) || names(bound.printed)) && (calls || prints.test(sql)),
  };
  return otherSettings.filter((each) => isAsked[each.of]);
}
