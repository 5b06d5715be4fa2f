import { expect, it } from 'vitest';
import { isSameButPrefix } from '../../../src/harness/equivalence/one-cause/prefixes.ts';

const one = ' SELECT nick,\n    lower(age) AS age\n   FROM public.people\n  WHERE (age > 1)';
const withPrefix = one.replaceAll(/(?<=\()age|nick/g, (column) => `people.${column}`);
const joined = ' SELECT a.id\n   FROM (public.a\n     JOIN public.b ON ((a.id = b.id)))';

it.each([
  ['the name of the one relation before each column', withPrefix, one, true],
  [
    'a name that needs quotes',
    ' SELECT "a.b".id\n   FROM public."a.b"',
    ' SELECT id\n   FROM public."a.b"',
    true,
  ],
  ['one before some columns only', withPrefix.replace('people.nick', 'nick'), one, true],
  ['another relation, of two', joined.replace('SELECT a.id', 'SELECT b.id'), joined, false],
  ['another relation', withPrefix.replace('public.people', 'public.others'), one, false],
  ['another column', withPrefix.replace('nick', 'name'), one, false],
  ['another schema', one.replace('public.people', 'people'), one, false],
  ['what is in a text', " SELECT 'x.a' AS t\n   FROM public.x", " SELECT 'a' AS t\n   FROM public.x", false],
  ['nothing, which is no prefix', one, one, false],
])('two queries differ in %s', (_, a, b, expected) => {
  expect([isSameButPrefix(a, b), isSameButPrefix(b, a)]).toEqual([expected, expected]);
});
