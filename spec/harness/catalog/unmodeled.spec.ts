import { expect, it } from 'vitest';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import { serialize } from '../../support/serialize.ts';
import { useLaboratory } from './laboratory.ts';
import { allRare, rareObjects } from './rare-objects.ts';

const laboratory = useLaboratory();

it('reads an object of every kind that users can make, by kind and name', async () => {
  const [{ objects }] = await laboratory.readAfter(allRare, '');
  const read = objects.map(({ id }) => printIdentity(id));
  expect(rareObjects.map(([name]) => name).filter((name) => !read.includes(name))).toEqual([]);
});

it('leaves nothing that is only counted', async () => {
  const [{ objects }] = await laboratory.readAfter(allRare, '');
  expect(objects.filter(({ id }) => id.kind === 'unmodeled').map(({ id }) => id.name)).toEqual([]);
});

it('reports nothing where nobody made anything', async () => {
  const [{ objects }] = await laboratory.readAfter('', '');
  expect(objects.map(({ id }) => printIdentity(id))).toEqual(['extension plpgsql', 'schema public']);
});

it('never shows what may be secret', async () => {
  const [catalog] = await laboratory.readAfter(allRare, '');
  expect(serialize(catalog)).not.toContain('secret');
});
