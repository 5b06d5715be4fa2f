import { inWords, plainKind } from './plain-kind.ts';

/**
 * A collation for an encoding that is not the database's own may have the same name; -1 is for all. The locale of another
 * provider than libc has moved twice: collcollate, colliculocale (15), colllocale (17). The version is of the server's
 * library when indexes were built, and no definition.
 */
export const collation = plainKind({
  kind: 'collation',
  catalog: 'pg_collation',
  name: `o.collname || CASE WHEN o.collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding())) THEN ''
    ELSE ' for ' || pg_encoding_to_char(o.collencoding) END`,
  schema: 'collnamespace',
  newer: { colllocale: 'NULL::text', colliculocale: 'NULL::text', collicurules: 'NULL::text' },
  attributes: {
    provider: { sql: inWords('o.collprovider', { c: 'libc', i: 'icu', b: 'builtin', d: 'default' }) },
    locale: { sql: 'coalesce(newer.colllocale, newer.colliculocale, o.collcollate::text)' },
    characterType: { sql: 'CASE WHEN o.collctype <> o.collcollate THEN o.collctype END' },
    deterministic: { sql: 'o.collisdeterministic' },
    rules: { sql: 'newer.collicurules' },
  },
});
