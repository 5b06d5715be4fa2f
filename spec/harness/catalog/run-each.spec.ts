import { expect, it } from 'vitest';
import { runEach } from '../../support/run-each.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

it('a statement that is meant to fail and works is an error of the row', async () => {
  const database = await databases.create();
  await runEach(database, ['CREATE TABLE t (a int)', { fails: 'CREATE TABLE t (a int)' }]);
  await expect(runEach(database, [{ fails: 'SELECT 1' }])).rejects.toThrow('should have failed: SELECT 1');
});
