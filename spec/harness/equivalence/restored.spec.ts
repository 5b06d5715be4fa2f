import { beforeAll, expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { type Difference, diff } from '../../../src/harness/diff/diff.ts';
import { fold } from '../../../src/harness/diff/fold.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { canonicalize } from '../../support/canonicalize.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { printDifference } from '../catalog/print.ts';
import { serverMajor } from '../catalog/server.ts';
import { hasDump, otherMajor, otherThan, restore } from './majors.ts';
import { reprint } from './reprint.ts';
import { steps } from './sink.ts';

const scratch = useScratchDatabases();
const other = await otherMajor();
const dumps = other !== undefined && hasDump(otherThan(await serverMajor()));

type Way = 'migrated' | 'reprinted' | 'other' | 'restored' | 'restored twice' | 'restored elsewhere';
const databases = new Map<Way, Scratch>();

beforeAll(async () => {
  databases.set('migrated', await migrated(scratch));
  databases.set('reprinted', await migrated(scratch));
  await reprint(database('reprinted'));
  if (other) databases.set('other', await migrated(other));
  if (!other || !dumps) return;
  databases.set('restored', await restore(database('other'), await other.create()));
  databases.set('restored twice', await restore(database('restored'), await other.create()));
  databases.set('restored elsewhere', await restore(database('other'), await scratch.create()));
});

async function migrated(on: { create(): Promise<Scratch> }): Promise<Scratch> {
  const made = await on.create();
  for (const step of steps) await made.run(step);
  return made;
}

function database(way: Way): Scratch {
  const found = databases.get(way);
  if (!found) throw new Error(`no database is ${way}`);
  return found;
}

async function differencesBetween(expected: Way, actual: Way): Promise<Difference[]> {
  return fold(
    diff((await catalogIn(database(expected))).objects, (await catalogIn(database(actual))).objects),
  );
}

/** Each with how many differences there are in print at least: were there none, the proof would prove nothing. */
const pairs: readonly (readonly [expected: Way, actual: Way, inPrint: number])[] = [
  ['migrated', 'reprinted', 15],
  ['reprinted', 'migrated', 15],
  ...(other
    ? ([
        ['migrated', 'other', 1],
        ['other', 'migrated', 1],
        ['reprinted', 'other', 15],
      ] as const)
    : []),
  ...(dumps
    ? ([
        ['other', 'restored', 15],
        ['other', 'restored twice', 15],
        ['restored', 'restored twice', 0],
        ['restored twice', 'other', 15],
        ['migrated', 'restored', 15],
        ['migrated', 'restored elsewhere', 15],
        ['restored elsewhere', 'migrated', 15],
        ['other', 'restored elsewhere', 15],
      ] as const)
    : []),
];

it.each(pairs)('%s and %s agree, though not in print', async (expected, actual, inPrint) => {
  const differences = await differencesBetween(expected, actual);
  expect(differences.length).toBeGreaterThanOrEqual(inPrint);
  const left = await canonicalize(differences, database(expected));
  expect(left.map(printDifference)).toEqual([]);
});

it('leaves the database as it was', async () => {
  const before = await catalogIn(database('migrated'));
  await canonicalize(await differencesBetween('migrated', 'reprinted'), database('migrated'));
  expect(diff(before.objects, (await catalogIn(database('migrated'))).objects)).toEqual([]);
});
