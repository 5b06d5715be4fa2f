import { beforeAll, expect, it } from 'vitest';
import { type Catalog, serialize } from '../../../src/harness/model/catalog.ts';
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

it.each(cases.map(({ sentence, change }) => [sentence, change] as const))('%s', async (_, change) => {
  const [touched] = await laboratory.readAfter(everything, change);
  expect(serialize(touched)).toBe(serialize(untouched));
});
