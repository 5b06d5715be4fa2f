import { expect, it } from 'vitest';
import { faults, sourceOf, withFault } from './persistence-faults.ts';

it('every fault applies at exactly one place and changes it', () => {
  for (const fault of faults) expect(withFault(fault, sourceOf(fault)), fault.name).not.toBe(sourceOf(fault));
});

it('no two faults have one name or one text', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  expect(new Set(faults.map((fault) => withFault(fault, sourceOf(fault)))).size).toBe(faults.length);
});

it('there are at least 20 in persistence.ts', () => {
  expect(faults.filter(({ file }) => file === 'persistence.ts').length).toBeGreaterThanOrEqual(20);
});

it('a fault whose text is gone, or is there twice, is refused', () => {
  const fault = { name: 'a fault', file: 'a file', from: 'a', to: 'b' };
  expect(() => withFault(fault, 'none')).toThrow('is found 0 times');
  expect(() => withFault(fault, 'a a')).toThrow('is found 2 times');
  expect(withFault(fault, 'an')).toBe('bn');
});
