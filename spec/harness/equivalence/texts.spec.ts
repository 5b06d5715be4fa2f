import { expect, it } from 'vitest';
import { isChanged } from '../../../src/harness/equivalence/meaning-questions.ts';
import { useBench } from './bench.ts';
import { type TextRow, textRows } from './texts.ts';

const bench = useBench();

const forms = (which: 'reprinted' | 'others') =>
  textRows.flatMap((row) => row[which].map((text) => [row.place, text, row] as const));

const sqlOf = ({ base = '', sql }: TextRow, text: string): string => `${base}\n${sql(text)}`;

it.each(forms('reprinted'))('%s: %s is only another print', async (_, text, row) => {
  expect(await bench.canonicalized(sqlOf(row, row.expected), sqlOf(row, text))).toEqual([]);
});

it('most of these are differences in print', async () => {
  const found = await Promise.resolve(forms('reprinted'));
  let inPrint = 0;
  for (const [, text, row] of found)
    if ((await bench.differences(sqlOf(row, row.expected), sqlOf(row, text))).length > 0) inPrint++;
  expect(inPrint).toBeGreaterThan(found.length / 3);
});

it.each(forms('others'))('%s: %s is another one', async (place, text, row) => {
  const sides = [sqlOf(row, row.expected), sqlOf(row, text)] as const;
  const differences = await bench.differences(...sides);
  const places = differences
    .filter(isChanged)
    .map(({ object, attribute }) => `${object.id.kind} ${attribute}`);
  expect(places).toEqual([place]);
  expect(await bench.canonicalized(...sides)).toEqual(differences);
});
