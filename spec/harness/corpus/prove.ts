import { describe, expect, it } from 'vitest';
import { diff } from '../../../src/harness/diff/diff.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { keyOf } from '../../../src/harness/model/identity.ts';
import { serialize } from '../../support/serialize.ts';
import { forThisServer } from '../catalog/server.ts';
import { allControls } from './controls/all.ts';
import { nameOf } from './findings.ts';
import type { useGround } from './ground.ts';
import { corpus } from './rows/all.ts';
import type { Ground } from './rows/row.ts';

type Prepared = ReturnType<typeof useGround>;

/** Every this many rows the owner reads as well. */
const sampling = 10;

/** Proves the corpus and the controls of one ground. */
export async function proveGround(on: Ground, ground: Prepared): Promise<void> {
  const drifts = (await forThisServer(`drifts of the ${on}`, corpus)).filter((row) => row.on === on);
  const controls = allControls.filter((row) => row.on === on);

  describe('a database that was not touched', () => {
    it('agrees with itself, whoever reads it', async () => {
      const [owner, outsider] = await ground.catalogsAfter('', ['owner', 'outsider']);
      for (const catalog of [owner, outsider])
        expect(catalog && serialize(catalog)).toBe(serialize(ground.untouched));
      expect(diff(ground.untouched.objects, ground.untouched.objects)).toEqual([]);
    });
  });

  describe('a drift is found, named, and nothing else is', () => {
    it.each(drifts.map((row) => [row.sentence, row] as const))('%s', async (_, { change, findings }) => {
      const found = await ground.inspect(change);
      expect(found.findings.map(nameOf).sort()).toEqual([...findings].sort());
      expect(keysOf(found.catalog, ground.untouched)).toEqual(keysOf(ground.untouched, found.catalog));
    });
  });

  describe('a role that may only connect sees what the owner sees', () => {
    const sample = drifts.filter((_, at) => at % sampling === 0);
    it.each(sample.map((row) => [row.sentence, row] as const))('%s', async (_, { change }) => {
      const [owner, outsider] = await ground.catalogsAfter(change, ['owner', 'outsider']);
      expect(outsider && serialize(outsider)).toBe(owner && serialize(owner));
    });
  });

  describe('what changes nothing is not reported', () => {
    it.each(controls.map((row) => [row.sentence, row] as const))('%s', async (_, { change }) => {
      const found = await ground.inspect(change);
      expect(found.findings.map(nameOf)).toEqual([]);
    });
  });
}

/** What differs, whichever side is expected. */
const keysOf = (a: Catalog, b: Catalog): string[] =>
  diff(a.objects, b.objects).map(({ object }) => keyOf(object.id));
