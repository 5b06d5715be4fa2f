import { expect, it } from 'vitest';
import { migrateByDrizzle } from '../../../support/application.ts';
import { useScratchDatabases } from '../../../support/scratch.ts';
import { useFolders } from '../../history/support/folder.ts';
import { moreOf, rulesIn } from './more.ts';

const databases = useScratchDatabases();
const write = useFolders();

const base = `CREATE TYPE tone AS ENUM ('low'); CREATE TABLE notes (id int, tone tone);`;
const concurrently = 'CREATE INDEX CONCURRENTLY i ON notes (id)';
const add = "ALTER TYPE tone ADD VALUE 'high'";
const use = "UPDATE notes SET tone = 'high'";

/** A sentence, the messages of a migration, and whether Postgres refuses one of them. */
const rows: readonly (readonly [sentence: string, messages: readonly string[], refused: boolean])[] = [
  ['an index after a COMMIT', ['COMMIT', concurrently], false],
  ['an index after an END', ['END', concurrently], false],
  ['an index after a ROLLBACK', ['ROLLBACK', concurrently], false],
  ['an index before a COMMIT', [concurrently, 'COMMIT'], true],
  ['an index in one message with the COMMIT', [`COMMIT; ${concurrently}`], true],
  ['an index in one message with another statement', ['COMMIT', `SELECT 1; ${concurrently}`], true],
  ['an index in one message with a comment', ['COMMIT', `-- why;\n/* how */ ${concurrently};`], false],
  ['an index after COMMIT AND CHAIN', ['COMMIT AND CHAIN', concurrently], true],
  ['an index in a block of its own', ['COMMIT', 'BEGIN', concurrently, 'COMMIT'], true],
  ['an index after a block of its own', ['COMMIT', 'BEGIN', 'SELECT 1', 'COMMIT', concurrently], false],
  ['an index after a BEGIN that has no effect', ['BEGIN', concurrently], true],
  ['an index after a savepoint', ['SAVEPOINT a', 'ROLLBACK TO a', 'RELEASE a', concurrently], true],
  ['a VACUUM after a COMMIT', ['COMMIT', 'VACUUM notes'], false],
  ['a value used after a COMMIT', [add, 'COMMIT', use], false],
  ['a value used after a COMMIT in one message', [`${add}; COMMIT; ${use}`], false],
  ['a value used before the COMMIT', [add, use, 'COMMIT'], true],
  ['a value added and used after a COMMIT', ['COMMIT', add, use], false],
  ['a value added and used in one message', ['COMMIT', `${add}; ${use}`], true],
  ['a value used in a block that begins in its message', ['COMMIT', `${add}; BEGIN; ${use}; COMMIT`], true],
  ['a value added in a block, used after it', ['COMMIT', 'BEGIN', add, 'COMMIT', use], false],
  ['a value added and used in a block', ['COMMIT', 'BEGIN', add, use, 'COMMIT'], true],
  [
    'a value of a type that was made before a COMMIT',
    [
      `CREATE TYPE t2 AS ENUM ('low')`,
      'COMMIT',
      `BEGIN; ALTER TYPE t2 ADD VALUE 'high'`,
      `SELECT 'high'::t2`,
      'COMMIT',
    ],
    true,
  ],
];

it.each(rows)('%s: Drizzle and we agree', async (_, messages, refused) => {
  const database = await databases.create();
  await migrateByDrizzle(database.url, await write(moreOf(base)));
  const files = moreOf(base, messages.join('\n--> statement-breakpoint\n'));
  const migrated = migrateByDrizzle(database.url, await write(files));
  if (refused) await expect(migrated).rejects.toThrow();
  else await migrated;
  const rules = (await rulesIn(write, files)).filter((rule) => rule !== 'migration-transaction-control');
  const expected = messages.join().includes('high')
    ? 'migration-enum-value'
    : 'migration-needs-no-transaction';
  expect(rules).toEqual(refused ? [expected] : []);
});

it('what a COMMIT in one migration ends may be used in the next, in whatever deployment', async () => {
  for (const [messages, rules] of [
    [[[add, 'COMMIT'], [use]], []],
    [[['COMMIT', add], [use]], []],
    [[[add], ['COMMIT', use]], []],
    [[['COMMIT'], [add], [use]], ['migration-enum-value']],
    [[['COMMIT', 'BEGIN', add], [use]], ['migration-enum-value']],
  ] as const) {
    const files = moreOf(base, ...messages.map((each) => each.join('\n--> statement-breakpoint\n')));
    const found = (await rulesIn(write, files)).filter((rule) => rule !== 'migration-transaction-control');
    expect(found).toEqual(rules);
  }
});
