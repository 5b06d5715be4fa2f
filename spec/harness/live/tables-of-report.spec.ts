import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TableShape } from '../../../src/harness/model/table-shape.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, runHere, useProjects } from '../../support/cli.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const newProject = useProjects();

const tablesIn = (json: string): TableShape[] => JSON.parse(json).tables;
const named = (name: string, tables: readonly TableShape[]): TableShape | undefined =>
  tables.find(({ table }) => table.name === name);

it('drift tells of the tables concerned what both sides have, and of those that foreign keys tie them to', async () => {
  const database = await databases.create();
  await migrateByDrizzle(database.url);
  await database.run(`ALTER TABLE outputs DROP COLUMN seed, ADD COLUMN "by ""hand""" numeric(10,2), ADD COLUMN at_hand text;
    ALTER TABLE outputs DROP CONSTRAINT outputs_user_id_users_id_fk`);
  const env = { DRIFTPROOF_URL: database.url.href };
  const { stdout } = await runHere(['drift', '--format', 'json', ...onSuiteServer()], { env });
  const tables = tablesIn(stdout);
  expect(tables.map(({ table }) => `${table.schema}.${table.name}`)).toEqual([
    'public.output_asset',
    'public.outputs',
    'public.reference_images',
    'public.users',
  ]);
  expect(named('outputs', tables)).toEqual({
    table: { schema: 'public', name: 'outputs' },
    columns: [
      { name: 'id', type: 'uuid' },
      { name: 'user_id', type: 'uuid' },
      { name: 'prompt', type: 'text' },
      { name: 'status', type: 'public.output_status' },
      { name: 'created_at', type: 'timestamp without time zone' },
      { name: 'settings', type: 'jsonb' },
      { name: 'seed', type: 'integer' },
      { name: 'at_hand', type: 'text' },
      { name: 'by "hand"', type: 'numeric(10,2)' },
    ],
    primaryKey: ['id'],
    foreignKeys: [
      {
        name: 'outputs_user_id_users_id_fk',
        columns: ['user_id'],
        references: { schema: 'public', name: 'users' },
      },
    ],
  });
});

it('verify does so for what the schema declares and what the migrations build', async () => {
  const cwd = await newProject();
  await appendFile(
    join(cwd, 'src/lib/schema.ts'),
    "\nexport const invoices = pgTable('invoices', { id: uuid('id').primaryKey(), userId: uuid('user_id').references(() => users.id) });\n",
  );
  const args = ['verify', '--rows', '0', '--no-cost', '--format', 'json', ...onSuiteServer()];
  const tables = tablesIn((await runHere(args, { cwd })).stdout);
  expect(tables.map(({ table }) => table.name)).toEqual(['invoices', 'users']);
  expect(named('invoices', tables)).toMatchObject({
    columns: [{ name: 'id' }, { name: 'user_id' }],
    foreignKeys: [{ references: { name: 'users' } }],
  });
});

it('a report whose findings concern no table holds none', async () => {
  const args = ['verify', '--rows', '0', '--no-cost', '--format', 'json', ...onSuiteServer()];
  expect(JSON.parse((await runHere(args)).stdout)).not.toHaveProperty('tables');
});
