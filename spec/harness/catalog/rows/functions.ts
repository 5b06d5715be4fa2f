import type { DriftRow } from './row.ts';

const row = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `function: ${sentence}`,
  declared: `CREATE ${declared}`,
  live: `CREATE ${live}`,
  differences: differences.map((difference) => `changed function public.f(integer) ${difference}`),
});

const f = "FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'";
const set = "FUNCTION f(a int) RETURNS SETOF int LANGUAGE sql AS 'SELECT 1'";

const altered = (sentence: string, alter: string, difference: string, what = f): DriftRow =>
  row(sentence, what, `${what}; ALTER FUNCTION f ${alter}`, difference);

export const functions: readonly DriftRow[] = [
  {
    sentence: 'function: missing',
    declared: `CREATE ${f}`,
    live: '',
    differences: ['missing function public.f(integer)'],
  },
  {
    sentence: 'function: an overload is another function',
    base: `CREATE ${f};`,
    declared: '',
    live: `CREATE ${f.replace('a int', 'a text, b int[]')}`,
    differences: ['extra function public.f(text, integer[])'],
  },
  row('another body', f, f.replace('SELECT 1', 'SELECT 2'), 'body: SELECT 1 → SELECT 2'),
  row(
    'another SQL-standard body',
    'FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a',
    'FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a + 1',
    'body: RETURN a → RETURN (a + 1)',
  ),
  row('another result', f, f.replace('RETURNS int', 'RETURNS bigint'), 'returns: integer → bigint'),
  row(
    'another default of an argument',
    f.replace('a int', 'a int DEFAULT 1'),
    f.replace('a int', 'a int DEFAULT 2'),
    'arguments: a integer DEFAULT 1 → a integer DEFAULT 2',
  ),
  row('a renamed argument', f, f.replace('a int', 'b int'), 'arguments: a integer → b integer'),
  row(
    'another language',
    'FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$SELECT 1$$',
    f.replace('sql', 'plpgsql').replace("'SELECT 1'", "'BEGIN END'"),
    'body: SELECT 1 → BEGIN END',
    'language: sql → plpgsql',
  ),
  row(
    'a procedure',
    "FUNCTION f(a int) RETURNS void LANGUAGE sql AS 'SELECT 1'",
    "PROCEDURE f(a int) LANGUAGE sql AS 'SELECT 1'",
    'arguments: a integer → IN a integer',
    'returns: void → none',
    'what: function → procedure',
  ),
  altered('volatility', 'IMMUTABLE', 'volatility: volatile → immutable'),
  altered('security definer', 'SECURITY DEFINER', 'securityDefiner: false → true'),
  altered('leakproof', 'LEAKPROOF', 'leakproof: false → true'),
  altered('strict', 'STRICT', 'strict: false → true'),
  altered('parallel', 'PARALLEL SAFE', 'parallel: unsafe → safe'),
  altered('cost', 'COST 7', 'cost: none → 7'),
  altered('rows', 'ROWS 7', 'rows: none → 7', set),
  altered(
    'support',
    'SUPPORT pg_catalog.generate_series_int4_support',
    'support: none → generate_series_int4_support(internal)',
    set,
  ),
  altered('configuration', "SET search_path = ''", 'config: [] → [search_path=""]'),
  row('comment', f, `${f}; COMMENT ON FUNCTION f IS 'why'`, 'comment: none → why'),
  {
    ...row(
      'transforms',
      f,
      f.replace('LANGUAGE', 'TRANSFORM FOR TYPE int LANGUAGE'),
      'transforms: [] → [integer]',
    ),
    base: `CREATE TRANSFORM FOR int LANGUAGE sql
      (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));`,
  },
  {
    sentence: 'function: another symbol in another library',
    declared: "CREATE FUNCTION f(a int) RETURNS int LANGUAGE c AS '$libdir/citext', 'citext_cmp'",
    live: "CREATE FUNCTION f(a int) RETURNS int LANGUAGE c AS 'citext', 'citext_eq'",
    differences: [
      'changed function public.f(integer) body: citext_cmp → citext_eq',
      'changed function public.f(integer) library: $libdir/citext → citext',
    ],
  },
  row(
    'an aggregate that starts elsewhere',
    "AGGREGATE f(int) (sfunc = int4pl, stype = int, initcond = '0')",
    "AGGREGATE f(int) (sfunc = int4pl, stype = int, initcond = '1')",
    'aggregate: sfunc int4pl(integer,integer) stype integer initcond 0 → sfunc int4pl(integer,integer) stype integer initcond 1',
  ),
];
