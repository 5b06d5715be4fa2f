import { describe, expect, it } from 'vitest';
import { useVerify } from '../harness/migrations/use-verify.ts';
import { configOf, type Files, runIn, useStrangers } from '../support/projects.ts';
import { blocksOf, readPage } from './markdown.ts';
import { textsIn } from './rules-page.ts';

const write = useStrangers();
const rulesOf = useVerify();

/** The first block of SQL under each rule: what is wrong. */
const examples = [...textsIn(readPage('docs/rules.md'))].flatMap(([rule, text]) =>
  blocksOf(text, 'sql')
    .slice(0, 1)
    .map((sql) => [rule, sql] as const),
);

/** The parts of an example by the comments that begin them, which are lines of their own. */
const partsOf = (sql: string, mark: RegExp): Record<string, string> => {
  const [, ...parts] = sql.split(mark);
  return Object.fromEntries(
    parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? ''] as const] : [])),
  );
};

const steps = ([, sql]: readonly [string, string]): boolean => /^-- (migration )?before\n/.test(sql);

describe('what docs/rules.md shows of running a migration is found', () => {
  it.each(examples.filter(steps))('%s', async (rule, sql) => {
    const parts = partsOf(sql, /^-- (before|migration before|up|down)\n/m);
    const { before: base = '', 'migration before': earlier, up = '', down = '' } = parts;
    expect(await rulesOf({ base, earlier, up, down })).toContain(rule);
  });
});

/** Shown with the database or the server that it needs, by the specs that are named. */
const elsewhere: Readonly<Record<string, string>> = {
  'index-being-built': 'spec/harness/live/state.spec.ts',
  'ledger-unfit': 'spec/docs/ledger-examples.spec.ts',
  'materialized-view-unpopulated': 'spec/docs/state-examples.spec.ts',
  'migration-reaches-beyond': 'spec/harness/trust/shared-server.spec.ts',
  'sequence-behind': 'spec/docs/state-examples.spec.ts',
};

/** The files of an example: a text without a file's name is the up of the only migration, and a down has an up. */
function filesOf(sql: string): Files {
  const named = partsOf(sql, /^-- (\d{4}_\w+\.sql)\n/m);
  const files = Object.keys(named).length > 0 ? named : { '0000_example.sql': sql };
  const tags = [...new Set(Object.keys(files).map((name) => name.replace(/(_down)?\.sql$/, '')))];
  const entries = tags.map((tag, idx) => ({ idx, version: '7', when: 1735689600000 + idx, tag }));
  return {
    ...configOf(''),
    'drizzle/meta/_journal.json': JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
    ...Object.fromEntries(tags.map((tag) => [`drizzle/${tag}.sql`, 'SELECT 1;'])),
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`drizzle/${name}`, text])),
  };
}

describe('what docs/rules.md shows of a migrations folder is found', () => {
  it.each(examples.filter((example) => !steps(example) && !(example[0] in elsewhere)))(
    '%s',
    async (rule, sql) => {
      const { findings } = await runIn(await write(filesOf(sql)), ['history']);
      expect(findings.map((each) => each.rule)).toContain(rule);
    },
  );
});

it('every example is read', () => {
  expect(examples.length).toBeGreaterThan(25);
  for (const [rule, file] of Object.entries(elsewhere)) expect(readPage(file), rule).toContain(rule);
});
