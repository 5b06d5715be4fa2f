import { expect, it } from 'vitest';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import { serialize } from '../../support/serialize.ts';
import { useLaboratory } from './laboratory.ts';
import { allUnmodeled, unmodeledObjects } from './unmodeled-objects.ts';

const laboratory = useLaboratory();

it('reports every object of a kind that is not modelled, by kind and name', async () => {
  const [{ objects }] = await laboratory.readAfter(allUnmodeled, '');
  const reported = objects.filter(({ id }) => id.kind === 'unmodeled').map(({ id }) => printIdentity(id));
  expect(reported.sort()).toEqual(unmodeledObjects.map(([name]) => `unmodeled ${name}`).sort());
});

it('reports nothing where nobody made anything', async () => {
  const [{ objects }] = await laboratory.readAfter('', '');
  expect(objects.map(({ id }) => printIdentity(id))).toEqual(['extension plpgsql', 'schema public']);
});

it('never shows what may be secret', async () => {
  const [catalog] = await laboratory.readAfter(allUnmodeled, '');
  expect(serialize(catalog)).not.toContain('secret');
});
