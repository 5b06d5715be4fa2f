import { expect, it } from 'vitest';
import { migrateByDrizzle } from '../support/application.ts';
import { runIn } from '../support/projects.ts';
import { useScratchDatabases } from '../support/scratch.ts';
import { blocksOf, readPage } from './markdown.ts';

const databases = useScratchDatabases();

it('the rights that docs/security.md grants are enough for status and drift, and none of them is too much', async () => {
  const [grants = ''] = blocksOf(readPage('docs/security.md'), 'sql');
  const database = await databases.create();
  await migrateByDrizzle(database.url);
  const role = `${database.name}_reader`;
  await database.run(
    `REVOKE ALL ON DATABASE ${database.name} FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC`,
  );
  const url = new URL(database.url);
  Object.assign(url, { username: role, password: 'choose one' });
  const statements = grants
    .replaceAll('driftproof_reader', role)
    .replace('DATABASE app', `DATABASE ${database.name}`)
    .split(';')
    .filter((text) => text.trim() !== '');
  expect(statements).toHaveLength(4);
  try {
    for (const sql of statements) await database.run(sql);
    for (const command of ['status', 'drift'])
      expect(await runIn('.', [command], url)).toMatchObject({ code: 0, findings: [], unanswered: [] });
    for (const grant of statements.slice(1).reverse()) {
      await database.run(grant.replace('GRANT', 'REVOKE').replace(' TO ', ' FROM '));
      expect((await runIn('.', ['status'], url)).code, grant).toBe(1);
    }
  } finally {
    await database.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});
