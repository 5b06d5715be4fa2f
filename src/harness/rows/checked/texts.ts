import { literalsIn, numbersIn } from './literals.ts';

/** Texts that a check may accept, each told from the others by a number: those of a key differ. */
export const textsFor = (expression: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => [
    ...literalsIn(expression)
      .filter(isShort)
      .flatMap(hasWildcards(expression) ? like(at) : around(at)),
    ...(/length/.test(expression) ? numbersIn(expression).flatMap(ofLength(at)) : []),
    ...everyday(at),
  ]).flat();

const isShort = (text: string): boolean => text !== '' && text.length <= 20;

/** LIKE is printed as `~~`, ILIKE as `~~*`. */
const hasWildcards = (expression: string): boolean => expression.includes('~~');

/** What a pattern of LIKE matches: `%` stands for any text, `_` for one letter. */
const like =
  (at: number) =>
  (pattern: string): string[] => [
    pattern.replace(/\\(.)|%|_/g, (wildcard, escaped) => escaped ?? (wildcard === '%' ? `x${at}` : 'x')),
  ];

/** What begins with a text, ends with it, has it in it: `position('@' in a) > 1`, `right(a, 4) = '.png'`. */
const around =
  (at: number) =>
  (text: string): string[] => [`${text}x${at}`, `x${at}${text}`, `x${at}${text}y${at}`];

/** Small letters, capitals and hexadecimal digits, as many as a check of a length may ask for. */
const ofLength =
  (at: number) =>
  (bound: number): string[] =>
    [bound, bound + 1, bound - 1]
      .filter((length) => Number.isInteger(length) && length > 0 && length <= 1000)
      .flatMap((length) => [
        String(at).padStart(length, 'x'),
        capitals(at).padStart(length, 'A'),
        at.toString(16).padStart(length, '0'),
      ]);

const capitals = (at: number): string =>
  at < 26 ? String.fromCodePoint(65 + at) : `${capitals(Math.floor(at / 26))}${capitals(at % 26)}`;

/** What texts mostly have to look like: casts and regular expressions that JavaScript does not read ask for it. */
const everyday = (at: number): string[] => [
  `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
  `10.0.${at >> 8}.${at & 255}`,
  `someone${at}@example.com`,
  `https://example.com/${at}`,
  `Passw0rd-${at}`,
  String(1_000_000_000 + at),
  `+1415555${String(at).padStart(4, '0')}`,
  `2024-01-${String((at % 28) + 1).padStart(2, '0')}`,
  `1.0.${at}`,
  `#00${at.toString(16).padStart(4, '0')}`,
  JSON.stringify({ a: at }),
];
