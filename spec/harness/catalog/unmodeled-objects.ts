/** An object of every kind that users can make and the catalog has no family for: its key, and how it is made. */
export const unmodeledObjects: readonly (readonly [name: string, sql: string])[] = [
  ['foreign data wrapper w', 'CREATE FOREIGN DATA WRAPPER w'],
  ['foreign server s', 'CREATE SERVER s FOREIGN DATA WRAPPER w'],
  ['user mapping public on s', "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'secret')"],
  ['public.foreign table f', 'CREATE FOREIGN TABLE public.f (a int CHECK (a > 0)) SERVER s'],
  ['public.range type r', 'CREATE TYPE public.r AS RANGE (subtype = float8)'],
  ['public.shell type shell', 'CREATE TYPE public.shell'],
  [
    'public.base type b',
    `CREATE TYPE public.b; CREATE FUNCTION public.b_in(cstring) RETURNS public.b LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
     CREATE FUNCTION public.b_out(public.b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
     CREATE TYPE public.b (input = public.b_in, output = public.b_out, internallength = 4, passedbyvalue, alignment = int4)`,
  ],
  [
    'public.operator ===(integer, integer)',
    'CREATE OPERATOR public.=== (leftarg = int, rightarg = int, function = int4eq)',
  ],
  ['public.operator !(-, integer)', 'CREATE OPERATOR public.! (rightarg = int, function = int4abs)'],
  ['public.operator family fam using btree', 'CREATE OPERATOR FAMILY public.fam USING btree'],
  ['public.operator family fam using hash', 'CREATE OPERATOR FAMILY public.fam USING hash'],
  [
    'public.operator class class using btree',
    'CREATE OPERATOR CLASS public.class FOR TYPE int USING btree FAMILY public.fam AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int)',
  ],
  [
    'public.operator class class using hash',
    'CREATE OPERATOR CLASS public.class FOR TYPE int USING hash FAMILY public.fam AS OPERATOR 1 =, FUNCTION 1 hashint4(int)',
  ],
  ['public.collation c', "CREATE COLLATION public.c (locale = 'C')"],
  ['public.conversion conv', "CREATE CONVERSION public.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"],
  [
    'public.text search parser p',
    `CREATE TEXT SEARCH PARSER public.p
       (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)`,
  ],
  ['public.text search template t', 'CREATE TEXT SEARCH TEMPLATE public.t (LEXIZE = dsimple_lexize)'],
  ['public.text search dictionary d', 'CREATE TEXT SEARCH DICTIONARY public.d (TEMPLATE = simple)'],
  ['public.text search configuration cfg', 'CREATE TEXT SEARCH CONFIGURATION public.cfg (COPY = simple)'],
  [
    'public.statistics object st',
    'CREATE TABLE public.numbers (a int, b int); CREATE STATISTICS public.st ON a, b FROM public.numbers',
  ],
  ['language l', 'CREATE LANGUAGE l HANDLER plpgsql_call_handler'],
  ['cast bigint as public.r', 'CREATE CAST (bigint AS public.r) WITH INOUT'],
  [
    'transform integer in sql',
    'CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))',
  ],
  ['access method heap2', 'CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler'],
  [
    'event trigger ev',
    `CREATE FUNCTION public.noticed() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
     CREATE EVENT TRIGGER ev ON sql_drop EXECUTE FUNCTION public.noticed()`,
  ],
  ['publication pub', 'CREATE PUBLICATION pub'],
  [
    'subscription sub',
    "CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere password=secret' PUBLICATION pub WITH (connect = false)",
  ],
  [
    'default privileges on tables of pg_database_owner',
    'ALTER DEFAULT PRIVILEGES FOR ROLE pg_database_owner GRANT SELECT ON TABLES TO PUBLIC',
  ],
  [
    'default privileges on functions of pg_database_owner in public',
    'ALTER DEFAULT PRIVILEGES FOR ROLE pg_database_owner IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO pg_monitor',
  ],
  [
    // No label provider is among the contrib modules: the row is written as SECURITY LABEL would write it.
    'security label of provider on table public.numbers',
    `INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label)
     VALUES ('public.numbers'::regclass, 'pg_class'::regclass, 0, 'provider', 'secret')`,
  ],
  ['large objects', 'SELECT lo_create(0), lo_create(0)'],
];

/** All of them at once. */
export const allUnmodeled: string = unmodeledObjects.map(([, sql]) => `${sql};\n`).join('');
