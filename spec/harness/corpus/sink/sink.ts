import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readFolder } from '../../../../src/harness/history/folder.ts';
import { type Migration, readMigrations } from '../../../../src/harness/history/migrations.ts';
import type { Scratch } from '../../../../src/harness/postgres/scratch.ts';

/** The kitchen sink as a project: its config, its schema, its migrations. */
export const sinkFolder = resolve('spec/harness/corpus/sink');

/** Roles belong to the whole cluster: these are made by whoever comes first, and end with it. */
export const sinkRoles: readonly string[] = [
  'driftproof_sink_reader',
  'driftproof_sink_writer',
  'driftproof_sink_app',
];

const isRole = (statement: string): boolean => statement.trimStart().startsWith('CREATE ROLE');

/** Its migrations: what drizzle-kit generated, what was added by hand, and what was generated after that. */
export const sinkMigrations = async (): Promise<Migration[]> =>
  readMigrations(await readFolder(resolve(sinkFolder, 'migrations')));

/** Two runs may make a role at once: the second is told that it is there, or that its key is. */
const makeRole = (role: string): string => `DO $$ BEGIN CREATE ROLE ${role};
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

/** Makes the whole kitchen sink in an empty database, as its migrations do, and puts rows in. */
export async function buildSink(database: Scratch): Promise<void> {
  for (const role of sinkRoles) await database.run(makeRole(role));
  for (const { up } of await sinkMigrations())
    for (const { text } of up.parts) if (!isRole(text)) await database.run(text);
  await database.run(await readFile(resolve(sinkFolder, 'rows.sql'), 'utf8'));
}
