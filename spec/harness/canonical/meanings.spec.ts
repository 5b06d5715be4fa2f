import { describe, expect, it } from 'vitest';
import type { Remark } from '../../../src/harness/canonical/settle.ts';
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
