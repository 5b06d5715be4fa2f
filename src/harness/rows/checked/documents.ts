import { documentsWith, pathsIn } from '../document-paths.ts';
import { literalsIn, numbersIn } from './literals.ts';

/** Documents that a check of json may ask for: keys that are there, with values of each kind, and those that it names. */
export function documentsFor(expression: string): string[] {
  const plain = expression.replace(/::\w+(\[\])?/g, '');
  const texts = literalsIn(plain);
  const keys = texts.filter((text) => /^[\p{L}_][\p{L}\p{N}_-]{0,40}$/u.test(text)).slice(0, most);
  const values = [
    ...['text', 1, true, [1], { a: 1 }, [], {}, null],
    ...texts.slice(0, most),
    ...numbersIn(plain).flatMap((number) => [number, number + 1, number - 1]),
  ];
  return [
    ...values.flatMap((value) => [
      JSON.stringify(Object.fromEntries(keys.map((key) => [key, value]))),
      ...keys.map((key) => JSON.stringify({ [key]: value })),
    ]),
    ...documentsWith([...pathsIn(plain), ...jsonPathsIn(plain)]),
    ...texts.filter(isDocument),
  ];
}

const most = 6;

/** The keys of `$.a.b`, as jsonb_path_exists and `@?` have them, printed as `$."a"."b"`. */
const jsonPathsIn = (expression: string): string[][] =>
  [...expression.replaceAll('"', '').matchAll(/\$((?:\.\w+)+)/g)].map(([, path = '']) =>
    path.slice(1).split('.'),
  );

/** What `@>` compares with. */
const isDocument = (text: string): boolean => /^[[{].*[\]}]$/s.test(text);
