import { beforeAll, expect, it } from 'vitest';
import { driftBetween } from '../../../src/harness/equivalence/differences.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { serialize } from '../../support/serialize.ts';
import { everything } from './everything.ts';
import { useLaboratory } from './laboratory.ts';
import { controls } from './rows/controls.ts';
import { forThisServer } from './server.ts';

const laboratory = useLaboratory();
const cases = await forThisServer('controls', controls);

let untouched: Catalog;
beforeAll(async () => {
  [untouched] = await laboratory.readAfter(everything, '');
});

/** What jobs make is in the catalog, and no drift. */
const ofPartitions = ({ shownByDump }: (typeof cases)[number]): boolean =>
  shownByDump?.includes('partition') ?? false;

it.each(cases.map((row) => [row.sentence, row] as const))('%s', async (_, row) => {
  const [touched] = await laboratory.readAfter(everything, row.change);
  expect(driftBetween(untouched, touched).differences).toEqual([]);
  if (!ofPartitions(row)) expect(serialize(touched)).toBe(serialize(untouched));
});
