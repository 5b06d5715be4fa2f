import { expect, it } from 'vitest';
import type { ExtensionVersion } from '../../../src/harness/catalog/extensions.ts';
import type { Difference } from '../../../src/harness/diff/diff.ts';
import { type Remark, setEquivalentAside } from '../../../src/harness/equivalence/equivalent.ts';

const plain = (number: string): ExtensionVersion => ({ number, isDefault: false });
const byDefault = (number: string): ExtensionVersion => ({ number, isDefault: true });

const versions: readonly (readonly [
  expected: ExtensionVersion,
  actual: ExtensionVersion,
  differ: boolean,
])[] = [
  [byDefault('1.6'), byDefault('1.8'), false],
  [byDefault('1.6'), plain('1.6'), false],
  [plain('1.6'), byDefault('1.6'), false],
  [byDefault('1.6'), plain('1.5'), true],
  [plain('1.5'), byDefault('1.8'), true],
  [plain('1.5'), plain('1.4'), true],
];

it.each(versions)('an extension of version %o that is %o differs: %s', async (expected, actual, differ) => {
  const object = { id: { kind: 'extension', name: 'citext' }, attributes: { version: expected } } as const;
  const difference: Difference = { type: 'changed', object, attribute: 'version', expected, actual };
  const settled = await setEquivalentAside([difference], () =>
    Promise.reject(new Error('nothing is to be parsed')),
  );
  expect(settled).toEqual({ differences: differ ? [difference] : [], remarks: [] satisfies Remark[] });
});
