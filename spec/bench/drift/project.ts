import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { projectFiles } from '../made-history/write-project.ts';

/** So many migrations at most make the tables. */
const mostMigrations = 100;

/** A project with a made history and packages of its own, so that it has caches of its own. */
export async function withTables<T>(tables: number, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'driftproof-bench-'));
  try {
    const together = Math.ceil(tables / mostMigrations);
    const files = projectFiles({ seed: 1, migrations: tables, tables, downs: false, together });
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await mkdir(join(folder, 'node_modules'));
    const packages = await readdir('node_modules');
    for (const name of packages.filter((each) => !each.startsWith('.')))
      await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a run keeps for the next one. */
export const forget = (folder: string): Promise<void> =>
  rm(join(folder, 'node_modules/.cache'), { recursive: true, force: true });

/** The project's migrations, applied by Drizzle itself. */
export async function deploy(folder: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrate(drizzle(client), { migrationsFolder: join(folder, 'migrations') });
  } finally {
    await client.end();
  }
}
