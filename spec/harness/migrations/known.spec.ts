import { expect, it } from 'vitest';
import { type Verification, verify } from '../../../src/harness/checks/verify/verify-history.ts';
import type { Timeline } from '../../../src/harness/history/timeline.ts';
import { madeOf, wholeScope } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { badMigrations, costlyMigrations } from './bad.ts';
import { type MigrationRow, shop } from './row.ts';

const databases = useScratchDatabases();

/** Verifies a row's migration alone, after one that makes what is there before it. */
const verified = ({ base = shop, up, down }: MigrationRow, known?: Timeline): Promise<Verification> =>
  verify({
    databases: {
      ...databases,
      server: databases.server,
      create: () => databases.create(),
      close: async () => {},
    },
    migrations: [
      madeOf('/made/0000_base', 1, base, '-- irreversible: none'),
      madeOf('/made/0001_row', 2, up, down),
    ],
    scope: wholeScope,
    rows: { perTable: 20, seed: 1, byHand: {} },
    cost: { sizes: [100, 400], seed: 1 },
    isTried: ({ tag }) => tag.endsWith('row'),
    known,
    onStep: () => {},
  });

const first = ({ timeline }: Verification): Timeline => ({
  ...timeline,
  changes: timeline.changes.slice(0, 1),
});

/** As it comes out of a file. */
const kept = (timeline: Timeline): Timeline => JSON.parse(JSON.stringify(timeline));

/** Without what chance and the clock make. */
const plain = (message: string): string => message.replace(/"[\da-f-]{36}"|"\d{4}-\d\d-\d\d [^"]*"/g, '…');

const toldOf = ({ findings, unanswered, timeline, steps }: Verification) => ({
  findings: findings.map(({ rule, message, source }) => ({ rule, message: plain(message), source })),
  unanswered: unanswered.map(({ message }) => message),
  timeline,
  steps: steps.map(({ ms: _, costs, ...step }) => ({ ...step, costs: costs.length })),
});

/** One in three. */
const some = [...badMigrations, ...costlyMigrations].filter((_, at) => at % 3 === 0);

it.each(some.map((row) => [row.name, row] as const))(
  'of a migration that %s, the same is found where what comes before it is known',
  async (_, row) => {
    const whole = await verified(row);
    const after = await verified(row, kept(first(whole)));
    expect([whole.known, after.known]).toEqual([0, 1]);
    expect(toldOf(after)).toEqual(toldOf(whole));
    expect(whole.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...row.found]));
  },
);

const row: MigrationRow = {
  name: '',
  up: 'ALTER TABLE orders ADD COLUMN state text;',
  down: 'SELECT 1;',
  found: [],
};

it.each<[string, (known: Timeline) => unknown]>([
  ['nothing', () => ({})],
  ['no list', (known) => ({ ...known, changes: 'x' })],
  [
    'another migration',
    (known) => ({ ...known, changes: [{ ...known.changes[0], tag: '/made/0000_other' }] }),
  ],
  [
    'more migrations',
    (known) => ({ ...known, changes: [...known.changes, { tag: 'x', now: [], gone: [] }] }),
  ],
  ['less than it builds', (known) => ({ ...known, changes: [{ ...known.changes[0], now: [] }] })],
  ['another server', (known) => ({ ...known, server: { ...known.server, version: '1' } })],
  ['another database to begin with', (known) => ({ ...known, empty: [] })],
])('what is known and is not so is known for nothing: %s', async (_, spoil) => {
  const whole = await verified(row);
  const after = await verified(row, spoil(first(whole)) as Timeline);
  expect(after.known).toBe(0);
  expect(toldOf(after)).toEqual(toldOf(whole));
});
