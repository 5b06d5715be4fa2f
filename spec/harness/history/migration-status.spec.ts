import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusFindings, statusLines } from '../../../src/harness/checks/drift/status-findings.ts';
import { defaultLedger } from '../../../src/harness/history/default-ledger.ts';
import type { LedgerRow } from '../../../src/harness/history/ledger.ts';
import { migrationStatusOf } from '../../../src/harness/history/migration-status.ts';
import { hashOf, type Migration } from '../../../src/harness/history/migrations.ts';
import { migrationOf, rowOf, tagsOf } from './support/made.ts';

const [a, b, c] = [1, 2, 3].map((number) => migrationOf(number, number * 1000)) as [
  Migration,
  Migration,
  Migration,
];
const history = [a, b, c];
const drizzles = { name: defaultLedger, keeps: 'hashes' } as const;

/** A sentence, the rows of the ledger, and what is said: rule and name. */
const rows: readonly (readonly [string, readonly LedgerRow[], readonly string[]])[] = [
  ['all are applied', history.map(rowOf), []],
  [
    'none is applied',
    [],
    ['migration-pending 0001_t1', 'migration-pending 0002_t2', 'migration-pending 0003_t3'],
  ],
  ['the last is pending', [rowOf(a), rowOf(b)], ['migration-pending 0003_t3']],
  ['one is skipped for ever', [rowOf(a), rowOf(c)], ['migration-out-of-order 0002_t2']],
  [
    'one was edited since',
    [rowOf(a), { ...rowOf(b), hash: hashOf('before') }, rowOf(c)],
    ['migration-edited 0002_t2'],
  ],
  [
    'one was applied with CRLF',
    [rowOf(a), { ...rowOf(b), hash: hashOf(b.up.sql.replaceAll('\n', '\r\n')) }, rowOf(c)],
    ['migration-line-ends-edited 0002_t2'],
  ],
  ['one was applied twice', [rowOf(a), rowOf(b), rowOf(b), rowOf(c)], ['migration-applied-twice 0002_t2']],
  [
    'one was given a new date and then applied twice',
    [rowOf(a), { ...rowOf(b), createdAt: 1500 }, rowOf(b), rowOf(c)],
    ['migration-applied-twice 0002_t2'],
  ],
  [
    'one was given a new date and will run again',
    [rowOf(a), rowOf(b), { ...rowOf(c), createdAt: 2500 }],
    ['migration-reapplied-next-deploy 0003_t3'],
  ],
  ['one was given a new date and will not', [rowOf(a), { ...rowOf(b), createdAt: 1500 }, rowOf(c)], []],
  [
    'the database ran one that is not here',
    [...history.map(rowOf), { hash: 'x', createdAt: 9000 }],
    ['migration-unknown 9000'],
  ],
];

describe('when', () => {
  it.each(rows)('%s, just that is said', (_, ledger, said) => {
    const findings = statusFindings(migrationStatusOf(history, ledger), drizzles);
    expect(findings.map(({ rule, object }) => `${rule} ${object.name}`)).toEqual(said);
  });
});

it('only what is wrong reaches a warning, and pending counts when it is asked to', () => {
  const severities = (ledger: readonly LedgerRow[], pendingFails = false) =>
    statusFindings(migrationStatusOf(history, ledger), drizzles, { pendingFails }).map(
      ({ severity }) => severity,
    );
  expect(severities([rowOf(a), rowOf(b)])).toEqual(['info']);
  expect(severities([rowOf(a), rowOf(b)], true)).toEqual(['breaking']);
  expect(severities([rowOf(a), rowOf(c)])).toEqual(['breaking']);
});

it('of two migrations with one text, a row goes to the one that has none', () => {
  const twin = { ...b, up: a.up, hash: a.hash };
  const status = migrationStatusOf([a, twin, c], [rowOf(a), { hash: a.hash, createdAt: 1500 }, rowOf(c)]);
  expect(tagsOf(status.applied)).toEqual(['0001_t1', '0002_t2', '0003_t3']);
  expect(status['applied-twice']).toEqual([]);
});

it('each migration has one line, then what is unknown', () => {
  const ledger = [rowOf(a), { ...rowOf(c), hash: 'x' }, { hash: 'y', createdAt: 2999 }];
  expect(statusLines(history, migrationStatusOf(history, ledger))).toEqual([
    { tag: '0001_t1', state: 'applied' },
    { tag: '0002_t2', state: 'out-of-order' },
    { tag: '0003_t3', state: 'edited' },
    { tag: '2999', state: 'unknown' },
  ]);
});

it('a row whose created_at is no date is named all the same', () => {
  const [finding] = statusFindings(migrationStatusOf([], [{ hash: 'x', createdAt: 8e18 }]), drizzles);
  expect(finding?.message).toContain('8000000000000000000');
});

/** A history whose times increase, and which of it was applied; the ledger in any order. */
const world = fc
  .array(fc.record({ applied: fc.boolean(), edited: fc.boolean(), twice: fc.boolean() }), { maxLength: 8 })
  .chain((statuses) => {
    const migrations = statuses.map((_, index) => migrationOf(index, (index + 1) * 1000));
    const ledger = migrations.flatMap((migration, index) => {
      const { applied, edited, twice } = statuses[index] ?? {};
      const row = edited ? { ...rowOf(migration), hash: `other ${index}` } : rowOf(migration);
      return applied ? (twice ? [row, row] : [row]) : [];
    });
    const strangers = fc.array(
      fc.nat({ max: 999 }).map((nat) => ({ hash: 'stranger', createdAt: nat })),
      { maxLength: 3 },
    );
    return strangers.chain((unknown) =>
      fc
        .shuffledSubarray([...ledger, ...unknown], { minLength: ledger.length + unknown.length })
        .map((rows) => ({ statuses, migrations, rows, unknown })),
    );
  });

it('every migration is applied, pending or out of order, and never two of these', () => {
  fc.assert(
    fc.property(world, ({ statuses, migrations, rows, unknown }) => {
      const status = migrationStatusOf(migrations, rows);
      const last = statuses.findLastIndex(({ applied }) => applied);
      const those = (is: (status: (typeof statuses)[number], index: number) => boolean) =>
        tagsOf(migrations.filter((_, index) => is(statuses[index] as (typeof statuses)[number], index)));
      expect(tagsOf(status.applied)).toEqual(those(({ applied }) => applied));
      expect(tagsOf(status['out-of-order'])).toEqual(those(({ applied }, index) => !applied && index < last));
      expect(tagsOf(status.pending)).toEqual(those(({ applied }, index) => !applied && index > last));
      expect(tagsOf(status.edited)).toEqual(those(({ applied, edited }) => applied && edited));
      expect(tagsOf(status['applied-twice'])).toEqual(those(({ applied, twice }) => applied && twice));
      expect(status.unknown).toHaveLength(unknown.length);
      expect(status.count).toBe(last + 1);
    }),
  );
});

describe('in the layout of 1.x', () => {
  const times = ['20250101120000', '20250102120000', '20250103120000'];
  const named = times.map((time, index) =>
    migrationOf(index, Date.UTC(2025, 0, index + 1, 12), `${time}_t${index}`),
  );

  it('pending is what has no row of its name, wherever it lies in time: as drizzle-orm has it', () => {
    fc.assert(
      fc.property(fc.subarray(named), (applied) => {
        const names = new Set(applied.map(({ name }) => name));
        const status = migrationStatusOf(named, applied.map(rowOf));
        expect(status.pending).toEqual(named.filter(({ name }) => !names.has(name)));
        expect(status['out-of-order']).toEqual([]);
      }),
    );
  });

  it('rows that 0.x wrote, with milliseconds and no name, are matched by the second', () => {
    const ledger = named.map(({ when }) => ({ hash: 'of an earlier text', createdAt: when + 317 }));
    const status = migrationStatusOf(named, ledger);
    expect(tagsOf(status.applied)).toEqual(tagsOf(named));
    expect(status.edited).toEqual(status.applied);
  });

  it('a folder that was renamed after it was applied will run again', () => {
    const [first, ...others] = named as [Migration, ...Migration[]];
    const renamed = [{ ...first, name: '20250101120000_other' }, ...others];
    const status = migrationStatusOf(renamed, named.map(rowOf));
    expect(tagsOf(status.pending)).toEqual([first.tag]);
    expect(status.unknown).toEqual([rowOf(first)]);
  });
});
