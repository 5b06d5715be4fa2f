import { expect, it } from 'vitest';
import type { Difference } from '../../../src/harness/diff/diff.ts';
import { type Remark, setEquivalentAside } from '../../../src/harness/equivalence/equivalent.ts';

const versions: readonly (readonly [expected: string, actual: string, differ: boolean])[] = [
  ['1.6 (default)', '1.8 (default)', false],
  ['1.6 (default)', '1.6', false],
  ['1.6', '1.6 (default)', false],
  ['1.6 (default)', '1.5', true],
  ['1.5', '1.8 (default)', true],
  ['1.5', '1.4', true],
];

it.each(versions)('an extension of version %s that is %s differs: %s', async (expected, actual, differ) => {
  const object = { id: { kind: 'extension', name: 'citext' }, attributes: { version: expected } } as const;
  const difference: Difference = { type: 'changed', object, attribute: 'version', expected, actual };
  const settled = await setEquivalentAside([difference], () =>
    Promise.reject(new Error('nothing is to be parsed')),
  );
  expect(settled).toEqual({ differences: differ ? [difference] : [], remarks: [] satisfies Remark[] });
});
