import { describe, expect, it } from 'vitest';
import { type Remark, setEquivalentAside } from '../../../src/harness/equivalence/equivalent.ts';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import { printDifference } from '../catalog/print.ts';
import { useBench } from './bench.ts';
import { type MeaningRow, meaningRows } from './meanings.ts';

const bench = useBench();

/** A remark on a name shows where its object is, a remark on a value which object it is. */
function printRemark({ object: { id }, attribute, expected, actual }: Remark): string {
  const { name, ...where } = id;
  const what =
    attribute === 'name'
      ? `${[where.kind, [where.schema, where.table].filter(Boolean).join('.')].join(' ')}`
      : printIdentity(id);
  return `${what} ${attribute}: ${expected ?? 'none'} → ${actual ?? 'none'}`;
}

const sides = ({ base = '', expected, actual }: MeaningRow) =>
  [`${base}\n${expected}`, `${base}\n${actual}`] as const;

it.each(meaningRows.map((row) => [row.sentence, row] as const))('%s', async (_, row) => {
  const { remarks, differences } = await bench.settled(...sides(row));
  expect({ remarks: remarks.map(printRemark), differences: differences.map(printDifference) }).toEqual({
    remarks: row.remarks ?? [],
    differences: row.differences ?? [],
  });
});

describe('the other way round', () => {
  it.each(meaningRows.map((row) => [row.sentence, row] as const))('%s', async (_, row) => {
    const [expected, actual] = sides(row);
    const { remarks, differences } = await bench.settled(actual, expected);
    expect([remarks.length, differences.length]).toEqual([
      row.remarks?.length ?? 0,
      row.differences?.length ?? 0,
    ]);
  });
});

describe('a database is asked for only when there is something to ask it', () => {
  const none = () => Promise.reject(new Error('asked for a database'));

  it('not for names alone, nor for what is no expression', async () => {
    const differences = await bench.differences(
      'CREATE TABLE t (a integer, b integer, CONSTRAINT t_a_unique UNIQUE (a))',
      'CREATE TABLE t (a integer NOT NULL, c integer, CONSTRAINT t_a_key UNIQUE (a))',
    );
    const { remarks, differences: left } = await setEquivalentAside(differences, none);
    expect([remarks.length, left.length, differences.length]).toEqual([1, 3, 5]);
    expect(await setEquivalentAside([], none)).toEqual({ differences: [], remarks: [] });
  });

  it('but for two texts', async () => {
    const differences = await bench.differences(
      'CREATE TABLE t (a text DEFAULT 1)',
      'CREATE TABLE t (a text DEFAULT 2)',
    );
    await expect(setEquivalentAside(differences, none)).rejects.toThrow('asked for a database');
  });
});
