import { describe, expect, it } from 'vitest';
import { createLedgerSql } from '../../../src/harness/history/ledger.ts';
import { hashOf } from '../../../src/harness/history/migrations.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const stranger = useStrangers();

const steps = ['CREATE TABLE a ();', 'CREATE TABLE b ();\n', 'CREATE TABLE c ();'] as const;
type Row = readonly [hash: string, when: number];
const rowAt = (at: 0 | 1 | 2): Row => [hashOf(steps[at]), 1735689600000 + at * 86_400_000];
const [one, two, three] = [rowAt(0), rowAt(1), rowAt(2)];
const before = (row: Row, hash = row[0]): Row => [hash, row[1] - 3_600_000];

/** What a ledger holds, and the rules that speak of it. */
const ledgers: readonly (readonly [sentence: string, rows: readonly Row[], ...rules: string[]])[] = [
  ['skipped for ever', [one, three], 'out-of-order'],
  ['edited', [one, [hashOf('before'), two[1]], three], 'edited'],
  ['edited, by somebody who quotes', [one, ["it's; \\ DROP", two[1]], three], 'edited'],
  ['with other line ends', [one, [hashOf('CREATE TABLE b ();\r\n'), two[1]], three], 'line-ends-edited'],
  ['run again by the next deployment', [one, two, before(three)], 'reapplied-next-deploy'],
  [
    'edited, and run again by the next deployment',
    [one, two, before(three), [hashOf('before'), three[1] - 1]],
    'reapplied-next-deploy',
    'unknown',
  ],
  ['applied twice in the same way', [one, two, two, two, three], 'applied-twice'],
  ['applied twice under two dates', [one, before(two), two, three], 'applied-twice'],
];

/** The SQL at the end of an advice. */
const sqlIn = (advice: string): string => /(INSERT|UPDATE|DELETE) .*$/.exec(advice)?.[0] ?? '';

describe('after the SQL that status prints, status has nothing to say of a migration', () => {
  const each = ledgers.map(([sentence, rows, ...rules]) => [sentence, { rows, rules }] as const);
  it.each(each)('%s', async (_, { rows, rules }) => {
    const project = await stranger({ ...configOf(''), ...historyOf(...steps.map((sql) => [sql] as const)) });
    const live = await databases.create();
    await live.run(createLedgerSql({ schema: 'drizzle', table: '__drizzle_migrations' }, false));
    for (const [hash, when] of rows)
      await live.run(
        `INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('${hash.replaceAll("'", "''")}', ${when})`,
      );
    const { findings } = await runIn(project, ['status'], live.url);
    expect(findings.map(({ rule }) => rule)).toEqual(rules.map((rule) => `migration-${rule}`));
    for (const { advice } of findings) if (sqlIn(advice) !== '') await live.run(sqlIn(advice));
    const again = await runIn(project, ['status'], live.url);
    expect(again.findings.map(({ rule }) => rule).filter((rule) => rule !== 'migration-unknown')).toEqual([]);
    await live.drop();
  });
});
