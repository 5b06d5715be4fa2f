import { expect, it } from 'vitest';
import type { Finding, Source } from '../../../src/harness/model/finding.ts';
import type { Report } from '../../../src/harness/model/report.ts';
import { formats } from '../../../src/harness/report/formats.ts';
import { text } from '../../../src/harness/report/text.ts';

const about = (name: string, message: string, more: Partial<Finding> = {}): Finding => ({
  rule: 'migration-down-missing',
  severity: 'breaking',
  object: { kind: 'migration', name },
  culprit: 'history',
  message: `${name}: ${message}`,
  advice: 'write it',
  ...more,
});

const reportOf = (findings: readonly Finding[]): Report => ({
  command: 'history',
  servers: [],
  steps: [],
  notCompared: [],
  objects: 0,
  ms: 1,
  verdicts: [{ question: 'files', findings, compared: 'files' }],
});

/** What is said of the findings and what to do; not where their rule is explained. */
function printed(findings: readonly Finding[]): string[] {
  return text(reportOf(findings), { color: false })
    .split('\n')
    .filter((line) => /^ {2}(?!https:)\S/.test(line))
    .map((line) => line.trim());
}

const tag = (number: number): string => `${String(number).padStart(4, '0')}_step`;
const source: Source = { file: 'drizzle/x.sql', line: 3 };

it('says once what is the same of many migrations, and names them as runs of their numbers', () => {
  const missing = [0, 1, 2, 3, 7, 9, 10].map((number) => about(tag(number), 'has no down file'));
  expect(printed(missing)).toEqual([
    '7 migrations have no down file: 0000 … 0003, 0007, 0009, 0010',
    '→ write it',
  ]);
});

it('names migrations without a number of their own by their tags', () => {
  const tags = ['one', 'two', '0001_a', '0001_b'];
  expect(printed(tags.map((each) => about(each, 'has no down file')))[0]).toBe(
    '4 migrations have no down file: one, two, 0001_a, 0001_b',
  );
});

it('says once what differs in the number of the migration, or in its tag', () => {
  const snapshots = [0, 1, 2, 3].map((each) =>
    about(tag(each), `meta/000${each}_snapshot.json does not exist`),
  );
  expect(printed(snapshots)[0]).toBe(
    '4 migrations each: meta/NNNN_snapshot.json does not exist: 0000 … 0003',
  );
  const folders = ['20250101000000_a', '20250102000000_b', '20250103000000_c', '20250104000000_d'];
  expect(printed(folders.map((each) => about(each, `${each}/snapshot.json does not exist`)))[0]).toBe(
    `4 migrations each: TAG/snapshot.json does not exist: ${folders.join(', ')}`,
  );
});

it('counts by their rules the entries of a baseline that know what is gone', () => {
  const stale = (rule: string, number: number): Finding => ({
    ...about(tag(number), ''),
    rule: 'baseline-stale',
    object: { kind: 'setting', name: `baseline ${rule} migration ${tag(number)}` },
    message: `the baseline knows ${rule} of migration ${tag(number)}, and there is none any more`,
    advice: 'run driftproof baseline',
  });
  const findings = [
    ...[1, 2, 3].map((each) => stale('migration-down-missing', each)),
    stale('table-extra', 4),
  ];
  expect(printed(findings)).toEqual([
    '4 entries of the baseline know more than there is: migration-down-missing × 3, table-extra × 1',
    '→ run driftproof baseline',
  ]);
});

it.each<[string, Finding[]]>([
  ['of which there are few', [1, 2, 3].map((each) => about(tag(each), 'has no down file'))],
  ['that differ', [1, 2, 3, 4].map((each) => about(tag(each), `fails on ${each}`))],
  ['that differ in a longer number', [1, 2, 3, 4].map((each) => about(tag(each), `fails on 1000${each}`))],
  ['that are in a line of a file', [1, 2, 3, 4].map((each) => about(tag(each), 'is wrong', { source }))],
])('tells findings one by one %s', (_, findings) => {
  expect(printed(findings)).toHaveLength(findings.length + 1);
});

it('says once what is to be done where something was not renamed, and of each what if it was', async () => {
  const renamed = ['a', 'b'].map((name) =>
    about(name, 'was it renamed?', {
      advice: `if it was: ALTER TABLE t RENAME y TO ${name}; if not: recreate it`,
    }),
  );
  expect(printed(renamed)).toEqual(['a: was it renamed?', 'b: was it renamed?', '→ if not: recreate it']);
  const report = text(reportOf(renamed), { color: false });
  expect(report.match(/^ {4}→ .*$/gm)).toEqual([
    '    → if it was: ALTER TABLE t RENAME y TO a',
    '    → if it was: ALTER TABLE t RENAME y TO b',
  ]);
  for (const format of ['markdown', 'github', 'html']) {
    const told = (await formats.get(format)?.())?.(reportOf(renamed), { color: false }) ?? '';
    expect(told.match(/if not/g), format).toHaveLength(1);
    expect(told.match(/if it was/g), format).toHaveLength(2);
  }
});
