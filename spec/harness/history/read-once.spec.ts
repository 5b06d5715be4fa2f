import { basename } from 'node:path';
import { expect, it, vi } from 'vitest';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';

/** What the harness has read from disk, and what it has had parsed, in their order. */
const { read, parsed } = vi.hoisted(() => ({ read: [] as string[], parsed: [] as string[] }));

vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof import('node:fs/promises')>();
  const readFile = (path: string, ...rest: unknown[]) => {
    read.push(String(path));
    return (actual.readFile as (...all: unknown[]) => Promise<unknown>)(path, ...rest);
  };
  return { ...actual, readFile };
});

vi.mock('libpg-query', async (original) => {
  const actual = await original<typeof import('libpg-query')>();
  const parse = (sql: string) => {
    parsed.push(sql.trim());
    return actual.parse(sql);
  };
  return { ...actual, parse };
});

const makeStranger = useStrangers();

it('verify reads each file of the folder once and parses each part once, whatever it asks of them', async () => {
  const files = historyOf(
    ['CREATE TABLE t (id int PRIMARY KEY, n int);', 'DROP TABLE t;'],
    [
      'CREATE INDEX CONCURRENTLY i ON t (n);\n--> statement-breakpoint\nUPDATE t SET n = 100000 * n * n;',
      'DROP INDEX CONCURRENTLY i;',
    ],
    ["DO $$ BEGIN RAISE NOTICE 'on %', now(); END $$;", 'SELECT 1;'],
  );
  const folder = await makeStranger({
    ...configOf("export const t = d.pgTable('t', { id: d.integer().primaryKey(), n: d.integer() });"),
    ...files,
  });
  const { modes } = await runIn(folder, ['verify', '--rows', '5', '--sizes', '10,20']);
  expect(modes).toHaveLength(3);
  const filesRead = read
    .filter((path) => path.startsWith(`${folder}/drizzle/`))
    .map((path) => basename(path));
  expect(filesRead.sort()).toEqual(
    Object.keys(files)
      .map((path) => basename(path))
      .sort(),
  );
  const parts = Object.entries(files)
    .filter(([path]) => path.endsWith('.sql'))
    .flatMap(([, sql]) => sql.split('--> statement-breakpoint').map((part) => part.trim()));
  // The suite's server is of others: what may reach beyond its database is looked into once more before it is sent.
  const sent = parts.filter((part) => part.startsWith('DO'));
  expect(parsed.filter((text) => parts.includes(text)).sort()).toEqual([...parts, ...sent].sort());
  const ours = parsed.filter((text) => !parts.includes(text));
  expect(new Set(ours).size).toBe(ours.length);
});
