import fc from 'fast-check';

/** Words of SQL, capitals, spaces, marks, letters that take two bytes. */
const words = [
  'a',
  'b',
  'id',
  'name',
  'user',
  'order',
  'select',
  'Mixed',
  'two words',
  'dash-ed',
  'dotted.name',
  'ünï',
  "it's",
  'x1',
  'ten',
  'value',
  'type',
  '$money',
];

/** Names that are all different, also when capitals do not count. */
export const names = (min: number, max: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...words), { minLength: min, maxLength: max });

export const schemas = ['public', 'app', 'Second one'] as const;
