import { describe, expect, it } from 'vitest';
import type { PlannedStatement } from '../../../src/harness/plan/planned-statement.ts';
import { withRows } from '../../../src/harness/plan/with-rows.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

const built = `
CREATE TYPE mood AS ENUM ('sad', 'so so');
CREATE DOMAIN temper AS mood;
CREATE TYPE day AS (morning mood, note text);
CREATE TABLE diary (id integer PRIMARY KEY, feels mood NOT NULL, felt mood[] NOT NULL, temper temper NOT NULL, day day,
  note text NOT NULL CHECK (note IN ('sad', 'so so')));`;

const mood = { kind: 'enum', schema: 'public', name: 'mood' } as const;
const note = { kind: 'column', schema: 'public', table: 'diary', name: 'note' } as const;

const relabel: PlannedStatement = {
  sql: `ALTER TYPE public.mood RENAME VALUE 'sad' TO 'low; now'`,
  about: mood,
  does: 'alter',
  renames: mood,
  label: ['sad', 'low; now'],
};

const rewriteNotes: readonly PlannedStatement[] = [
  {
    sql: 'ALTER TABLE public.diary DROP CONSTRAINT diary_note_check',
    about: { ...note, kind: 'check' },
    does: 'drop',
  },
  {
    sql: `ALTER TABLE public.diary ALTER note TYPE text USING pg_catalog.replace(note, 'sad', 'low; now')`,
    about: note,
    does: 'alter',
  },
];

async function lost(...statements: readonly PlannedStatement[]) {
  const database = await databases.create();
  await database.run(built);
  const copy = await databases.confine(database);
  const rows = { perTable: 12, seed: 1, ledger: { schema: 'drizzle', table: '__drizzle_migrations' } };
  const { losing, unfilled } = await withRows(
    statements.map((each) => ({ ...each, alone: false })),
    copy,
    rows,
  );
  const [count] = await copy.run("SELECT count(*)::int AS sad FROM public.diary WHERE note = 'low; now'");
  await copy.drop();
  await database.drop();
  expect(unfilled).toEqual([]);
  return { losing: losing.map(({ loses }) => loses), changed: count?.[0]?.sad };
}

describe('a label that has another name', () => {
  it('is no loss in what is of the enum, or made of it', async () => {
    expect((await lost(relabel)).losing).toEqual([undefined]);
  });

  it('does not excuse a text that says the same', async () => {
    const { losing, changed } = await lost(relabel, ...rewriteNotes);
    expect(changed).toBeGreaterThan(0);
    expect(losing).toEqual([
      undefined,
      undefined,
      expect.stringMatching(/such as "sad" to "low; now" in the trial$/),
    ]);
  });
});
