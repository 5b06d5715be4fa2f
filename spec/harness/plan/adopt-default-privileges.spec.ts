import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { readFolder } from '../../../src/harness/history/folder.ts';
import { readMigrations } from '../../../src/harness/history/migrations.ts';
import type { AdoptionReport } from '../../../src/harness/model/adoption-report.ts';
import { applyMigrations } from '../../support/history.ts';
import { printedBy } from '../../support/printed.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const write = useStrangers();
const databases = useScratchDatabases();

const up = `CREATE TABLE cat (id integer);
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO pg_monitor;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO pg_monitor WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;`;

it('default privileges that a migration sets are neither set once more nor taken by what is adopted', async () => {
  const cwd = await write({
    'package.json': '{"type":"module"}',
    ...configOf('export const cat = d.pgTable("cat", { id: d.integer() });', { out: './drizzle' }),
    ...historyOf([up]),
  });
  const live = await databases.create();
  await applyMigrations(live, await readMigrations(await readFolder(join(cwd, 'drizzle'))));
  await live.run('CREATE TABLE dog (id integer); CREATE SEQUENCE leash');
  const argv = ['adopt', '--format', 'json', '--server', inject('serverUrl')];
  const { stdout, stderr } = await printedBy(argv, live.url, cwd);
  const { adoption }: { readonly adoption?: AdoptionReport } = JSON.parse(stdout || '{}');
  if (!adoption) throw new Error(stderr);
  expect(adoption.remarks).toEqual([]);
  const texts = adoption.files.filter(({ path }) => path.endsWith('.sql')).map(({ text }) => text);
  expect(texts.join('\n')).toMatch(/CREATE TABLE "public"\."dog"/);
  expect(texts.join('\n')).not.toMatch(/DEFAULT PRIVILEGES/);
});
