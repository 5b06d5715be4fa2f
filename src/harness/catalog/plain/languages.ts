import { functionAt, inWords, plainKind } from './plain-kind.ts';

/** Postgres manual, "pg_language". */
export const language = plainKind({
  kind: 'language',
  catalog: 'pg_language',
  name: 'o.lanname',
  attributes: {
    trusted: { sql: 'o.lanpltrusted' },
    handler: { sql: functionAt('lanplcallfoid') },
    inline: { sql: functionAt('laninline') },
    validator: { sql: functionAt('lanvalidator'), severity: 'warning' },
  },
});

/** Postgres manual, "pg_transform". */
export const transform = plainKind({
  kind: 'transform',
  catalog: 'pg_transform',
  name: `format_type(o.trftype, NULL) || ' LANGUAGE ' || (SELECT quote_ident(l.lanname) FROM pg_language l WHERE l.oid = o.trflang)`,
  attributes: { fromSql: { sql: functionAt('trffromsql') }, toSql: { sql: functionAt('trftosql') } },
});

/** Postgres manual, "pg_am". */
export const accessMethod = plainKind({
  kind: 'access-method',
  catalog: 'pg_am',
  name: 'o.amname',
  attributes: {
    type: { sql: inWords('o.amtype', { i: 'index', t: 'table' }) },
    handler: { sql: functionAt('amhandler') },
  },
});

/** Postgres manual, "pg_conversion". */
export const conversion = plainKind({
  kind: 'conversion',
  catalog: 'pg_conversion',
  name: 'o.conname',
  schema: 'connamespace',
  attributes: {
    from: { sql: 'pg_encoding_to_char(o.conforencoding)' },
    to: { sql: 'pg_encoding_to_char(o.contoencoding)' },
    function: { sql: functionAt('conproc') },
    default: { sql: 'o.condefault' },
  },
});
