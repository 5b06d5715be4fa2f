import { expect, it } from 'vitest';
import { useLaboratory } from './laboratory.ts';

const laboratory = useLaboratory();

it('an index that a REINDEX CONCURRENTLY left behind is there, and invalid; one that is only called so is valid', async () => {
  const duplicates =
    'CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1); CREATE INDEX right_ccnew ON t (a);';
  const [{ objects }] = await laboratory.readAfter(duplicates, {
    alone: [
      { fails: 'CREATE UNIQUE INDEX CONCURRENTLY broken ON t (a)' },
      { fails: 'REINDEX INDEX CONCURRENTLY broken' },
    ],
  });
  const indexes = objects.filter(({ id }) => id.kind === 'index').map(({ id }) => id.name);
  expect(indexes).toEqual(['broken', 'broken_ccnew', 'right_ccnew']);
  const invalid = objects.filter(({ attributes }) => attributes.valid === false);
  expect(invalid.map(({ id }) => id.name)).toEqual(['broken', 'broken_ccnew']);
});
