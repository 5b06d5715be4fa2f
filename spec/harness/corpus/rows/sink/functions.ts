import { mutations, type Tampering } from '../row.ts';

const greet = 'hand.greet(text, integer)';
const altered = (sentence: string, change: string, attribute: string): Tampering => [
  sentence,
  `ALTER FUNCTION ${greet} ${change}`,
  `function-${attribute} ${greet}`,
];

export const functions = mutations('sink', 'function', [
  ['dropped', `DROP FUNCTION ${greet}`, `function-missing ${greet}`],
  [
    'another of the same name',
    "CREATE FUNCTION hand.greet(numeric) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    'function-extra hand.greet(numeric)',
  ],
  altered('stable', 'STABLE', 'volatility'),
  altered('called with NULL', 'CALLED ON NULL INPUT', 'strict'),
  altered('unsafe', 'PARALLEL UNSAFE', 'parallel'),
  altered('with the rights of its owner', 'SECURITY DEFINER', 'security-definer'),
  altered('leakproof', 'LEAKPROOF', 'leakproof'),
  altered('with another search_path', 'SET search_path = public', 'config'),
  altered('without its search_path', 'RESET search_path', 'config'),
  altered('dearer', 'COST 1000', 'cost'),
  ['of more rows', 'ALTER FUNCTION hand.many() ROWS 11', 'function-rows hand.many()'],
  [
    'with the rights of whoever calls',
    'ALTER FUNCTION hand.secret() SECURITY INVOKER',
    'function-security-definer hand.secret()',
  ],
  [
    'another body',
    'CREATE OR REPLACE FUNCTION hand.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    'function-body hand.stamp()',
  ],
  [
    'another body of standard SQL',
    'CREATE OR REPLACE FUNCTION hand.greet(who integer) RETURNS integer LANGUAGE sql RETURN who + 2',
    'function-body hand.greet(integer)',
  ],
  [
    'another default of an argument',
    `CREATE OR REPLACE FUNCTION hand.greet(who text, often integer DEFAULT 2) RETURNS text
       LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = '' AS $$ SELECT repeat('hello ' || who, often) $$`,
    `function-arguments ${greet}`,
  ],
  [
    'another language',
    "CREATE OR REPLACE FUNCTION hand.many() RETURNS SETOF integer LANGUAGE plpgsql ROWS 10 COST 5 AS 'BEGIN RETURN NEXT 1; END'",
    'function-body hand.many()',
    'function-language hand.many()',
  ],
  [
    'another result',
    'DROP FUNCTION hand.secret(); CREATE FUNCTION hand.secret() RETURNS name LANGUAGE plpgsql SECURITY DEFINER STABLE AS $$ BEGIN RETURN current_user; END $$',
    'function-returns hand.secret()',
  ],
  ['a procedure dropped', 'DROP PROCEDURE hand.tidy(integer)', 'function-missing hand.tidy(integer)'],
  [
    'a procedure that is a function',
    "DROP PROCEDURE hand.tidy(integer); CREATE FUNCTION hand.tidy(keep integer) RETURNS void LANGUAGE sql AS 'SELECT 1'",
    'function-returns hand.tidy(integer)',
    'function-what hand.tidy(integer)',
  ],
  [
    'an aggregate that begins elsewhere',
    "CREATE OR REPLACE AGGREGATE hand.total(integer) (sfunc = int4pl, stype = integer, initcond = '1')",
    'function-aggregate hand.total(integer)',
  ],
  ['comment', `COMMENT ON FUNCTION ${greet} IS NULL`, `function-comment ${greet}`],
]);
