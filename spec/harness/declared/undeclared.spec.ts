import { expect, it } from 'vitest';
import { loadProject } from '../../../src/harness/config/project.ts';
import { undeclaredIn } from '../../../src/harness/declared/undeclared.ts';
import type { Identity } from '../../../src/harness/model/identity.ts';
import { configOf, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

async function asked(schema: string, kind: Identity['kind'], name = 'x'): Promise<boolean> {
  const folder = await write(configOf(schema));
  const isUndeclared = await undeclaredIn(await loadProject(folder, undefined));
  return isUndeclared({ kind, schema: 'public', name });
}

it.each([
  ['a table', "export const a = d.pgTable('a', { id: d.integer() });", 'table'],
  ['a view', "export const a = d.pgTable('a', { id: d.integer() });", 'view'],
  ['an enum', "export const a = d.pgEnum('a', ['b']);", 'enum'],
  ['a table whose name another begins with', "export const a = d.pgTable('xy', {});", 'table'],
] as const)('is certain of %s that no export has anything to do with', async (_, schema, kind) => {
  expect(await asked(schema, kind)).toBe(true);
});

it.each([
  ['a table', "export const a = d.pgTable('x', {});", 'table'],
  ['a table of a schema', "export const a = d.pgSchema('s').table('x', {});", 'table'],
  [
    'a table whose name is made',
    "export const a = d.pgTableCreator((name) => name.slice(1))('yx', {});",
    'table',
  ],
  ['a table by its place in an object', "export default { a: [{ b: d.pgTable('x', {}) }] };", 'table'],
  ['a view', "export const a = d.pgView('x', { id: d.integer() }).existing();", 'view'],
  [
    'a materialized view',
    "export const a = d.pgMaterializedView('x', { id: d.integer() }).existing();",
    'materialized-view',
  ],
  ['an enum', "export const a = d.pgEnum('x', ['b']);", 'enum'],
  [
    'an enum of a column alone',
    "const e = d.pgEnum('x', ['b']); export const a = d.pgTable('a', { e: e() });",
    'enum',
  ],
  [
    'a table whose name is cut',
    `export const a = d.pgTable('${'ä'.repeat(40)}', {});`,
    'table',
    'ä'.repeat(31),
  ],
  [
    'a column, which a casing may have named',
    "export const a = d.pgTable('a', { id: d.integer() });",
    'column',
  ],
  [
    'an index, which drizzle-kit may have named',
    "export const a = d.pgTable('a', { id: d.integer() });",
    'index',
  ],
  ['a table of a schema that cannot be loaded', "throw new Error('no');", 'table'],
] as const)('is not certain of %s', async (_, schema, kind, name = 'x') => {
  expect(await asked(schema, kind, name)).toBe(false);
});
