import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrateByDrizzle } from '../../support/application.ts';
import { configOf, type Files, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

const journalName = 'drizzle/meta/_journal.json';

/** The same files, with other times in the journal. */
function dated(files: Files, ...whens: readonly number[]): Files {
  const journal = JSON.parse(files[journalName] ?? '');
  const entries = journal.entries.map((entry: object, at: number) => ({ ...entry, when: whens[at] }));
  return { ...files, [journalName]: JSON.stringify({ ...journal, entries }) };
}

const schema = `export const a = d.pgTable('a', { id: d.integer(), n: d.integer(), m: d.integer() });`;
const steps = historyOf(
  ['CREATE TABLE a (id int);', 'DROP TABLE a;'],
  ['ALTER TABLE a ADD n int;', 'ALTER TABLE a DROP n;'],
  ['ALTER TABLE a ADD m int;', 'ALTER TABLE a DROP m;'],
);

it.each([
  [
    'dated backwards',
    [3000, 2000, 1000],
    ['migration-when-order 0001_step', 'migration-when-order 0002_step'],
  ],
  [
    'all dated alike',
    [1000, 1000, 1000],
    ['migration-when-twice 0001_step', 'migration-when-twice 0002_step'],
  ],
])(
  'a history that is %s has its verdict, as on a database that Drizzle built from it',
  async (_, whens, said) => {
    const folder = await write({ ...configOf(schema), ...dated(steps, ...whens) });
    const verified = await runIn(folder, ['verify']);
    expect(verified.serious.filter((each) => !each.includes('snapshot'))).toEqual(said);
    expect(verified).toMatchObject({ code: 2, modes: ['drizzle', 'drizzle', 'drizzle'] });
    const database = await databases.create();
    await migrateByDrizzle(database.url, join(folder, 'drizzle'));
    const drifted = await runIn(folder, ['drift'], database.url);
    expect(drifted.findings).toEqual([]);
    expect(drifted.code).toBe(0);
  },
);
