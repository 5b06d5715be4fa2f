import { functionAt, nameIn, plainKind } from './plain-kind.ts';

/**
 * The names of a parser's tokens are told by a function of the parser: only Postgres's own is asked (oid 3722), the tokens
 * of another are told by their numbers.
 */
const token = `CASE o.cfgparser WHEN 3722
  THEN (SELECT k.alias FROM ts_token_type(3722::oid) k WHERE k.tokid = m.maptokentype) ELSE m.maptokentype::text END`;

/** Postgres manual, "pg_ts_config" and "pg_ts_config_map". */
export const textSearchConfiguration = plainKind({
  kind: 'text-search-configuration',
  catalog: 'pg_ts_config',
  name: 'o.cfgname',
  schema: 'cfgnamespace',
  attributes: {
    parser: { sql: nameIn('pg_ts_parser', 'prs', 'o.cfgparser') },
    mappings: {
      sql: `(SELECT coalesce(json_agg(json_build_object('name', token, 'dictionaries', dictionaries) ORDER BY token), '[]')
        FROM (SELECT ${token} AS token, array_agg(m.mapdict::regdictionary::text ORDER BY m.mapseqno) AS dictionaries
          FROM pg_ts_config_map m WHERE m.mapcfg = o.oid GROUP BY m.maptokentype) mapped)`,
    },
  },
});

/** Postgres manual, "pg_ts_dict". */
export const textSearchDictionary = plainKind({
  kind: 'text-search-dictionary',
  catalog: 'pg_ts_dict',
  name: 'o.dictname',
  schema: 'dictnamespace',
  attributes: {
    template: { sql: nameIn('pg_ts_template', 'tmpl', 'o.dicttemplate') },
    options: { sql: 'o.dictinitoption' },
  },
});

/** Postgres manual, "pg_ts_parser". */
export const textSearchParser = plainKind({
  kind: 'text-search-parser',
  catalog: 'pg_ts_parser',
  name: 'o.prsname',
  schema: 'prsnamespace',
  attributes: {
    start: { sql: functionAt('prsstart') },
    nextToken: { sql: functionAt('prstoken') },
    end: { sql: functionAt('prsend') },
    headline: { sql: functionAt('prsheadline') },
    lexTypes: { sql: functionAt('prslextype') },
  },
});

/** Postgres manual, "pg_ts_template". */
export const textSearchTemplate = plainKind({
  kind: 'text-search-template',
  catalog: 'pg_ts_template',
  name: 'o.tmplname',
  schema: 'tmplnamespace',
  attributes: { init: { sql: functionAt('tmplinit') }, lexize: { sql: functionAt('tmpllexize') } },
});
