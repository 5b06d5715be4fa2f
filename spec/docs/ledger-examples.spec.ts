import { expect, it } from 'vitest';
import type { ledgerRules } from '../../src/harness/checks/rules/ledger-rules.ts';
import { historyOfMade, ledgerOf, type Made } from '../harness/history/support/ledgers.ts';
import { configOf, runIn, useStrangers } from '../support/projects.ts';
import { useScratchDatabases } from '../support/scratch.ts';
import { blocksOf, readPage } from './markdown.ts';
import { textsIn } from './rules-page.ts';

const databases = useScratchDatabases();
const write = useStrangers();

const one: Made = ['0000_one', 1735689600000, 'CREATE TABLE one (a int);\n'];
const two: Made = ['0001_two', 1735776000000, 'CREATE TABLE two (a int);\n'];
const three: Made = ['0002_three', 1735862400000, 'ALTER TABLE two ADD b int;\n'];
const all = [one, two, three];
const baseline: Made = [
  '0000_baseline',
  three[1],
  'CREATE TABLE one (a int); CREATE TABLE two (a int, b int);',
];

const named = 'drizzle.__drizzle_migrations';
const recorded = (...made: readonly Made[]): string => ledgerOf(named, ...made);
const dated = ([tag, , sql]: Made, when: number): Made => [tag, when, sql];
const withText = ([tag, when, sql]: Made, change: (text: string) => string): Made => [tag, when, change(sql)];

const [unfit = ''] = blocksOf(textsIn(readPage('docs/rules.md')).get('ledger-unfit') ?? '', 'sql');

/** What docs/rules.md shows of each rule in words: what the ledger says, and which migrations the project has. */
const examples: Readonly<Record<keyof typeof ledgerRules, readonly [sql: string, made?: readonly Made[]]>> = {
  'migration-out-of-order': [recorded(one, three)],
  'migration-reapplied-next-deploy': [recorded(one, two, dated(three, two[1] + 1))],
  'ledger-elsewhere': [ledgerOf('public.my_migrations', ...all)],
  'ledger-twice': [recorded(one, two) + ledgerOf('public.my_migrations', ...all)],
  'migration-squashed': [recorded(...all), [baseline]],
  'migration-unknown': [recorded(...all), [one, two]],
  'ledger-unfit': [`CREATE SCHEMA drizzle; ${unfit}`],
  'ledger-missing': ['SELECT 1'],
  'migration-applied-twice': [recorded(one, two, two, three)],
  'migration-pending': [recorded(one, two)],
  'migration-edited': [
    recorded(
      one,
      two,
      withText(three, (text) => `${text}-- edited`),
    ),
  ],
  'migration-line-ends-edited': [
    recorded(
      one,
      two,
      withText(three, (text) => text.replaceAll('\n', '\r\n')),
    ),
  ],
};

it.each(Object.entries(examples))('%s is found where docs/rules.md says', async (rule, [sql, made = all]) => {
  const database = await databases.create();
  for (const [, , applied] of all) await database.run(applied);
  await database.run(sql);
  const folder = await write({ ...configOf(''), ...historyOfMade(...made) });
  const { findings, stderr } = await runIn(folder, ['status'], database.url);
  expect(
    findings.map((each) => each.rule),
    stderr,
  ).toContain(rule);
});
