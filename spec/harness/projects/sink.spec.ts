import { beforeAll, describe, expect, inject, it } from 'vitest';
import { defaultLedger } from '../../../src/harness/history/default-ledger.ts';
import { createLedgerSql } from '../../../src/harness/history/ledger.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { defaultChoice } from '../../../src/harness/postgres/server.ts';
import { insertSql } from '../../../src/harness/runner/ledger-gate.ts';
import { runHere } from '../../support/cli.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { buildSink, sinkFolder, sinkMigrations } from '../corpus/sink/sink.ts';

const databases = useScratchDatabases();

/** Its migrations make roles, which belong to the whole server: each run has a server of its own, of the suite's kind. */
const onOwnServer = (): string[] => [
  '--server',
  inject('serverKind'),
  '--image',
  process.env.DRIFTPROOF_TEST_IMAGE ?? defaultChoice.image,
];

const runOn = (live: Scratch) =>
  runHere(['drift', ...onOwnServer()], { cwd: sinkFolder, env: { DRIFTPROOF_URL: live.url.href } });

it('has a history that is one line', async () => {
  const { code, stdout } = await runHere(['history'], { cwd: sinkFolder });
  expect(stdout).toContain('✓ files: 4 migrations\n');
  expect(code).toBe(0);
});

it('has migrations that build what it declares, leave no trace and keep rows', async () => {
  const { code, stdout } = await runHere(['verify', '--verbose', ...onOwnServer()], { cwd: sinkFolder });
  for (const tag of ['0000_begin  ', '0001_by_hand'])
    expect(stdout).toContain(`  ${tag}  ✓   ✓     ✓        ✓`);
  // Its index fails on the greatest integers, which is accepted.
  expect(stdout).toContain('  0002_tighten  ✓   ✓     ✓        ✗');
  // An ordinary owner may not run it, which is accepted.
  expect(stdout).toContain('  0003_rare     ✓   ✓     ✓        ✗');
  expect(stdout).toContain('✓ schema ↔ migrations: 4 migrations and schema.ts\n');
  expect(stdout).toMatch(/^ {2}0002_tighten: its up blocks writes to public\.indexed /m);
  expect(stdout).toMatch(/^agrees: 0 breaking, 0 warning, /m);
  expect(code).toBe(0);
}, 180_000);

/** What is done by hand, what is said of it, and which line made it what it should be. */
const changes: readonly (readonly [sql: string, says: string, rule: string, source: string])[] = [
  [
    'ALTER TABLE people ALTER age DROP DEFAULT',
    'breaking column public.people.age: default is none, expected 0',
    'column-default',
    'migrations/0000_begin.sql:148',
  ],
  [
    'ALTER POLICY notes_update ON notes USING (true)',
    'breaking policy public.notes.notes_update: using is true, expected (id > 0)',
    'policy-using',
    'migrations/0000_begin.sql:197',
  ],
  [
    'DROP EXTENSION pgcrypto',
    'breaking extension pgcrypto is missing in the database',
    'extension-missing',
    'migrations/0001_by_hand.sql:4',
  ],
  [
    'ALTER DOMAIN hand.price DROP CONSTRAINT price_check',
    'breaking check hand.price.price_check is missing in the database',
    'check-missing',
    'migrations/0001_by_hand.sql:9',
  ],
  [
    'DROP INDEX hand.booking_name_idx',
    'breaking index hand.booking.booking_name_idx is missing in the database',
    'index-missing',
    'migrations/0001_by_hand.sql:34',
  ],
  [
    'ALTER FUNCTION hand.secret() SECURITY INVOKER',
    'breaking function hand.secret(): security definer is false, expected true',
    'function-security-definer',
    'migrations/0001_by_hand.sql:76',
  ],
  [
    'DROP TRIGGER booking_stamp ON hand.booking',
    'breaking trigger hand.booking.booking_stamp is missing in the database',
    'trigger-missing',
    'migrations/0001_by_hand.sql:82',
  ],
  [
    'DROP INDEX indexed_mixed_idx',
    'warning index public.indexed.indexed_mixed_idx is missing in the database',
    'index-missing',
    'migrations/0002_tighten.sql:7',
  ],
];

describe('a database that it migrated', () => {
  let live: Scratch;
  beforeAll(async () => {
    live = await databases.create();
    await buildSink(live);
    const rows = (await sinkMigrations()).map((migration) => insertSql(migration, defaultLedger));
    await live.run([createLedgerSql(defaultLedger, false), ...rows].join('; '));
  });

  it('agrees, but for a materialized view that nobody has filled', async () => {
    const { code, stdout } = await runOn(live);
    expect(stdout).toContain('warning materialized-view-unpopulated culprit: database');
    expect(stdout).toMatch(/^findings: 0 breaking, 1 warning, 0 info/m);
    expect(code).toBe(2);
    await live.run('REFRESH MATERIALIZED VIEW warehouse.empty_ages');
  });

  it('agrees', async () => {
    const { code, stdout } = await runOn(live);
    expect(stdout).toContain('✓ migrations ↔ database: the database as of 0003_rare\n');
    expect(stdout).toMatch(/^agrees: 0 breaking, 0 warning, 0 info/m);
    expect(code).toBe(0);
  });

  it('was changed by hand, which is said with file and line', async () => {
    for (const [sql] of changes) await live.run(sql);
    const { code, stdout } = await runOn(live);
    for (const [, says, rule, source] of changes) {
      const [, severity, message] = /^(\w+) (.*)$/.exec(says) ?? [];
      expect(stdout).toContain(`\n  ${message}\n    ${source}\n`);
      expect(stdout).toMatch(new RegExp(`^${severity} ${rule}( × \\d)? culprit: database$`, 'm'));
    }
    expect(stdout).toMatch(/^findings: 7 breaking, 1 warning, 0 info/m);
    expect(code).toBe(2);
  });
});
