import type { TypeFacts } from './type-facts.ts';

/** Whether a text is sure to be read as a value of a type; a text may be read that this is not sure of. */
export function isSureText(
  { kind, isArray, name, labels }: TypeFacts,
  typmod: number,
  text: string,
): boolean {
  if (kind === 'e') return labels.includes(text);
  if (kind !== 'b' || isArray || !Object.hasOwn(shapes, name)) return false;
  return shapes[name]?.(text, typmod) === true;
}

/** A length is kept in the modifier, four more than it is (Postgres source, varchar.c). */
const fits = (text: string, typmod: number): boolean => typmod < 0 || [...text].length <= typmod - 4;
/** Precision and scale are packed in the modifier (Postgres source, numeric.c); the scale may be negative. */
const wholeDigits = (typmod: number): number =>
  (((typmod - 4) >> 16) & 0xffff) - ((((typmod - 4) & 0x7ff) ^ 1024) - 1024);
const isShortNumber = (text: string): boolean => /^-?\d{1,4}$/.test(text);

const shapes: Readonly<Record<string, (text: string, typmod: number) => boolean>> = {
  int2: isShortNumber,
  int4: isShortNumber,
  int8: isShortNumber,
  float4: isShortNumber,
  float8: isShortNumber,
  numeric: (text, typmod) => isShortNumber(text) && (typmod < 0 || wholeDigits(typmod) >= 4),
  bool: (text) => text === 'true' || text === 'false',
  text: () => true,
  varchar: fits,
  bpchar: fits,
};
