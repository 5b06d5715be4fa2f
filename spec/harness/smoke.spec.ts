import { expect, it } from 'vitest';
import { catalogIn } from '../../src/harness/catalog/read.ts';
import { migrateByDrizzle } from '../support/application.ts';
import { useWorkshop } from '../support/workshop.ts';

const workshop = useWorkshop();

it('reads the application', async () => {
  const database = await workshop.create();
  await migrateByDrizzle(database.url);
  const { objects } = await catalogIn(database);
  expect(objects.filter(({ id }) => id.kind === 'table').map(({ id }) => id.name)).toContain('users');
});
