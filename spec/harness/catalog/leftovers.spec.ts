import { expect, it } from 'vitest';
import { isReindexLeftover } from '../../../src/harness/catalog/indexes.ts';
import { useLaboratory } from './laboratory.ts';

const laboratory = useLaboratory();

it('knows an index that a REINDEX CONCURRENTLY left behind from one that is only called so', async () => {
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
  expect(objects.filter(isReindexLeftover).map(({ id }) => id.name)).toEqual(['broken_ccnew']);
});
