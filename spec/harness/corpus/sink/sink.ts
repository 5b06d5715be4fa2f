import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildDeclared, declaredSql } from '../../../../src/harness/declared/declare.ts';
import { loadProject } from '../../../../src/harness/declared/project.ts';
import type { Scratch } from '../../../../src/harness/postgres/scratch.ts';

const folder = resolve('spec/harness/corpus/sink');

/** Roles belong to the whole cluster: these are made by whoever comes first, and dropped by whoever can. */
export const sinkRoles: readonly string[] = ['driftproof_sink_reader', 'driftproof_sink_writer'];

const isRole = (statement: string): boolean => statement.startsWith('CREATE ROLE');

/** What drizzle-kit generates for the kitchen sink's schema file, statement by statement, without its roles. */
export const sinkDeclared = async (): Promise<string[]> =>
  (await declaredSql(await loadProject(folder, undefined))).filter((statement) => !isRole(statement));

/** What a migration adds to it by hand. */
export const sinkByHand = (): Promise<string> => readFile(resolve(folder, 'by-hand.sql'), 'utf8');

/** Two runs may make a role at once: the second is told that it is there, or that its key is. */
const makeRole = (role: string): string => `DO $$ BEGIN CREATE ROLE ${role};
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

/** Makes the whole kitchen sink in an empty database. */
export async function buildSink(database: Scratch): Promise<void> {
  for (const role of sinkRoles) await database.run(makeRole(role));
  await buildDeclared(database, await sinkDeclared());
  await database.run(await sinkByHand());
}

/**
 * Drops the roles, and with them what names them in this database, which nobody needs any more. A role that another
 * database names cannot be dropped, and is left to that one.
 */
export async function dropSinkRoles(database: Scratch): Promise<void> {
  for (const role of sinkRoles)
    await database.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`).catch(() => {});
}
