/** An object of every kind that few projects have: its name, and how it is made. */
export const rareObjects: readonly (readonly [name: string, sql: string])[] = [
  ['foreign-data-wrapper w', 'CREATE FOREIGN DATA WRAPPER w'],
  [
    'foreign-server s',
    "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (api_key 'secret', url 'http://a:secret@b')",
  ],
  ['user-mapping public SERVER s', "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'secret')"],
  ['foreign-table public.f', 'CREATE FOREIGN TABLE public.f (a int CHECK (a > 0)) SERVER s'],
  ['range-type public.r', 'CREATE TYPE public.r AS RANGE (subtype = float8)'],
  ['base-type public.shell', 'CREATE TYPE public.shell'],
  [
    'base-type public.b',
    `CREATE TYPE public.b; CREATE FUNCTION public.b_in(cstring) RETURNS public.b LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
     CREATE FUNCTION public.b_out(public.b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
     CREATE TYPE public.b (input = public.b_in, output = public.b_out, internallength = 4, passedbyvalue, alignment = int4)`,
  ],
  [
    'operator public.===(integer, integer)',
    'CREATE OPERATOR public.=== (leftarg = int, rightarg = int, function = int4eq)',
  ],
  ['operator public.!(NONE, integer)', 'CREATE OPERATOR public.! (rightarg = int, function = int4abs)'],
  ['operator-family public.fam USING btree', 'CREATE OPERATOR FAMILY public.fam USING btree'],
  ['operator-family public.fam USING hash', 'CREATE OPERATOR FAMILY public.fam USING hash'],
  [
    'operator-class public.class USING btree',
    'CREATE OPERATOR CLASS public.class FOR TYPE int USING btree FAMILY public.fam AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int)',
  ],
  [
    'operator-class public.class USING hash',
    'CREATE OPERATOR CLASS public.class FOR TYPE int USING hash FAMILY public.fam AS OPERATOR 1 =, FUNCTION 1 hashint4(int)',
  ],
  ['collation public.c', "CREATE COLLATION public.c (locale = 'C')"],
  ['conversion public.conv', "CREATE CONVERSION public.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"],
  [
    'text-search-parser public.p',
    `CREATE TEXT SEARCH PARSER public.p
       (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)`,
  ],
  ['text-search-template public.t', 'CREATE TEXT SEARCH TEMPLATE public.t (LEXIZE = dsimple_lexize)'],
  ['text-search-dictionary public.d', 'CREATE TEXT SEARCH DICTIONARY public.d (TEMPLATE = simple)'],
  ['text-search-configuration public.cfg', 'CREATE TEXT SEARCH CONFIGURATION public.cfg (COPY = simple)'],
  [
    'statistics public.st',
    'CREATE TABLE public.numbers (a int, b int); CREATE STATISTICS public.st ON a, b FROM public.numbers',
  ],
  ['language l', 'CREATE LANGUAGE l HANDLER plpgsql_call_handler'],
  ['cast bigint AS public.r', 'CREATE CAST (bigint AS public.r) WITH INOUT'],
  [
    'transform integer LANGUAGE sql',
    'CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))',
  ],
  ['access-method heap2', 'CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler'],
  [
    'event-trigger ev',
    `CREATE FUNCTION public.noticed() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
     CREATE EVENT TRIGGER ev ON sql_drop EXECUTE FUNCTION public.noticed()`,
  ],
  ['publication pub', 'CREATE PUBLICATION pub'],
  [
    'subscription sub',
    "CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere password=secret' PUBLICATION pub WITH (connect = false)",
  ],
  [
    // No label provider is among the contrib modules: the row is written as SECURITY LABEL would write it.
    'security-label of provider on table public.numbers',
    `INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label)
     VALUES ('public.numbers'::regclass, 'pg_class'::regclass, 0, 'provider', 'label')`,
  ],
];

/** All of them at once. */
export const allRare: string = rareObjects.map(([, sql]) => `${sql};\n`).join('');
