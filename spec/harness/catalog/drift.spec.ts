import { expect, it } from 'vitest';
import { type Difference, diff } from '../../../src/harness/diff/diff.ts';
import { fold } from '../../../src/harness/diff/fold.ts';
import { differencesBetween } from '../../../src/harness/equivalence/differences.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { serialize } from '../../support/serialize.ts';
import { type Readings, readBoth, useLaboratory, useTablespace } from './laboratory.ts';
import { printDifference } from './print.ts';
import { driftRows } from './rows/all.ts';
import type { DriftRow } from './rows/row.ts';
import { forThisServer } from './server.ts';

useTablespace('driftproof_spec');
const laboratories = [useLaboratory(), useLaboratory()] as const;
const rows = await forThisServer('drift rows', driftRows);

interface Outcome {
  readonly declared: Readings;
  readonly live: Readings;
  readonly differences: readonly Difference[];
}

const outcomes = new Map<DriftRow, Outcome>();

async function outcomeOf(row: DriftRow): Promise<Outcome> {
  const known = outcomes.get(row);
  if (known) return known;
  const [declared, live] = await readBoth(laboratories, row);
  const differences = withoutMoot(fold(differencesBetween(declared[0].objects, live[0].objects).differences));
  const outcome = { declared, live, differences };
  outcomes.set(row, outcome);
  return outcome;
}

/** Members are compared only where both sides have their extension in the same version and schema. */
function withoutMoot(differences: readonly Difference[]): Difference[] {
  const others = differences
    .filter(({ type, object }) => type === 'changed' && object.id.kind === 'extension')
    .map(({ object }) => object.id.name);
  return differences.filter(
    ({ object }) => object.id.kind !== 'extension-member' || !others.includes(object.within?.name ?? ''),
  );
}

it.each(rows.map((row) => [row.sentence, row] as const))('%s', async (_, row) => {
  const { declared, live, differences } = await outcomeOf(row);
  expect(differences.map(printDifference)).toEqual(row.differences);
  expectSelfAgreement(declared);
  expectSelfAgreement(live);
  expectMirror(declared[0], live[0]);
});

/** A side compared with itself is empty, and reading it twice gives the same bytes. */
function expectSelfAgreement([once, again]: Readings): void {
  expect(diff(once.objects, once.objects)).toEqual([]);
  expect(serialize(again)).toBe(serialize(once));
}

/** Swapping the sides swaps missing with extra and expected with actual, and nothing else. */
function expectMirror(a: Catalog, b: Catalog): void {
  expect(
    fold(differencesBetween(b.objects, a.objects).differences).map(mirrored).map(printDifference),
  ).toEqual(fold(differencesBetween(a.objects, b.objects).differences).map(printDifference));
}

function mirrored(difference: Difference): Difference {
  if (difference.type !== 'changed')
    return { ...difference, type: difference.type === 'missing' ? 'extra' : 'missing' };
  return { ...difference, expected: difference.actual, actual: difference.expected };
}

it('has a row for every sentence once', () => {
  const sentences = driftRows.map(({ sentence }) => sentence);
  expect(sentences.filter((sentence, at) => sentences.indexOf(sentence) !== at)).toEqual([]);
});

/** What no row can show to change. */
const cannotDiffer: readonly string[] = [];

/** A row that fails says so itself, and is taken by what it should show. */
it('has a row for every attribute of every kind that is read', async () => {
  for (const row of rows) await outcomeOf(row).catch(() => undefined);
  const read = new Set<string>();
  const failed = rows.filter((row) => !outcomes.has(row));
  const shown = new Set([...cannotDiffer, ...namedIn(failed)]);
  for (const { declared, live, differences } of outcomes.values()) {
    for (const { id, attributes } of [...declared[0].objects, ...live[0].objects])
      for (const attribute of Object.keys(attributes)) read.add(`${id.kind} ${attribute}`);
    for (const difference of differences)
      if (difference.type === 'changed') shown.add(`${difference.object.id.kind} ${difference.attribute}`);
  }
  expect([...read].filter((pair) => !shown.has(pair)).sort()).toEqual(neededNewerServer());
  expect(cannotDiffer.filter((pair) => !read.has(pair))).toEqual([]);
});

/** What only rows for newer servers show. */
function neededNewerServer(): string[] {
  const here = namedIn(rows);
  return [...namedIn(driftRows.filter((row) => !rows.includes(row)))]
    .filter((pair) => !here.has(pair))
    .sort();
}

/** What rows say that changes: `kind attribute`. */
const namedIn = (some: readonly DriftRow[]): ReadonlySet<string> =>
  new Set(
    some
      .flatMap(({ differences }) => differences)
      .flatMap((line) => /^changed (\S+) .*? (\w+): /.exec(line)?.slice(1, 3).join(' ') ?? []),
  );
