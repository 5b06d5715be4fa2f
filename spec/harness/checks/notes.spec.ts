import { expect, it } from 'vitest';
import { judge } from '../../../src/harness/checks/compare/judge.ts';

const words = { missing: '', extra: '', changed: ' in the database' };

it('says whom another order of columns concerns', () => {
  const object = { id: { kind: 'table', schema: 'public', name: 't' }, attributes: {} } as const;
  const difference = { type: 'changed', object, attribute: 'columnOrder' } as const;
  const [expected, actual] = [{ order: ['a', 'b'] }, { order: ['b', 'a'] }];
  const finding = judge(
    { ...difference, expected, actual },
    { culprit: 'database', meaning: words, advice: words },
  );
  expect(finding.message).toBe(
    'table public.t: column order is (b, a) in the database, expected (a, b) (queries that name their columns are not affected; SELECT *, COPY and INSERT without a list of columns are)',
  );
  expect(finding.severity).toBe('info');
});
